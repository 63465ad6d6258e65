package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.RoomEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class Law11NothingAmbientTest {

  @Test
  void law11_the_same_seed_and_clock_make_the_same_room() {
    assertThat(story(42)).hasSizeGreaterThan(100).isEqualTo(story(42));
  }

  @Test
  void law11_another_seed_makes_another_room() {
    assertThat(story(42)).isNotEqualTo(story(43));
  }

  @Test
  void law11_time_is_what_the_clock_says() {
    World world = new World();
    ChatRooms rooms = world.immediate(each -> each);
    EventRecord record = World.recordOf(rooms.room("lobby"));
    LoopbackClient tom = LoopbackTransport.startedOn(rooms).connect().claim("tom");
    world.clock.advance(Duration.ofHours(1).plusNanos(1_500_000));
    tom.say("hi");

    assertThat(record.events)
        .extracting(RoomEvent::time)
        .containsExactly(
            ManualClock.START, ManualClock.START.plus(Duration.ofHours(1)).plusMillis(1));
    assertThat(tom.received().get(tom.received().size() - 1).field("time"))
        .isEqualTo("2020-01-01T01:00:00.001Z");
  }

  /** All that happened and all that anybody got, with ids and times. */
  private static List<Object> story(long seed) {
    try (World world = new World(seed)) {
      ChatRooms rooms = world.node(each -> each);
      EventRecord truth = World.recordOf(rooms.room("lobby"));
      Storm storm = new Storm(world, List.of(rooms), 3);
      storm.blow(200);
      List<Object> story = new ArrayList<>(truth.events);
      storm.clients.forEach(client -> story.addAll(client.received()));
      return story;
    }
  }
}
