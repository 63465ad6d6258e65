package dev.chatroom.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chatroom.Refusal;
import org.junit.jupiter.api.Test;

class BoundsTest {

  @Test
  void a_log_keeps_something() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LogBounds(0, 1))
        .withMessage("maxEvents: 0 (expected: > 0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LogBounds(1, 0))
        .withMessage("maxBytes: 0 (expected: > 0)");
  }

  @Test
  void a_history_may_be_empty_but_not_less() {
    assertThat(new HistoryBounds(0, 0).maxMessages()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HistoryBounds(-1, 0))
        .withMessage("maxMessages: -1 (expected: >= 0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HistoryBounds(0, -1))
        .withMessage("maxBytes: -1 (expected: >= 0)");
  }

  @Test
  void connections_make_no_more_rooms_than_they_may() {
    assertThat(new RoomAdmission(true, 2).refuses(1)).isEmpty();
    assertThat(new RoomAdmission(true, 2).refuses(2)).contains(Refusal.ROOM_LIMIT);
    assertThat(new RoomAdmission(false, 2).refuses(0)).contains(Refusal.ROOM_UNKNOWN);
  }

  @Test
  void an_event_weighs_its_text_in_utf8_and_a_little_more() {
    assertThat(new TailEntry(Events.joined(1, "tom")).weight()).isEqualTo(128);
    assertThat(new TailEntry(Events.posted(1, "tom", "昵称")).weight()).isEqualTo(128 + 6);
  }
}
