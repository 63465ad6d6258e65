package dev.chatroom.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Refusal;
import dev.chatroom.RoomOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundsTest {

  @Test
  void connections_make_no_more_rooms_than_they_may() {
    assertThat(admission(true).refuses(1)).isEmpty();
    assertThat(admission(true).refuses(2)).contains(Refusal.ROOM_LIMIT);
    assertThat(admission(false).refuses(0)).contains(Refusal.ROOM_UNKNOWN);
  }

  private static RoomAdmission admission(boolean onDemand) {
    return new RoomAdmission(Map.of(), onDemand, 2, name -> RoomOptions.defaults());
  }

  @Test
  void an_event_weighs_its_text_in_utf8_and_a_little_more() {
    assertThat(new TailEntry(Events.joined(1, "tom")).weight()).isEqualTo(320);
    assertThat(new TailEntry(Events.posted(1, "tom", "昵称")).weight()).isEqualTo(320 + 6);
  }
}
