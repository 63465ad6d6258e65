package dev.chatroom.testkit;

import static dev.chatroom.testkit.Moderators.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Ban;
import dev.chatroom.CatchUp;
import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.Position;
import dev.chatroom.RoomEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the application is told that has read up to a position. */
class CatchUpTest {

  private final World world = new World();
  private final ChatRooms rooms = world.immediate(each -> each);
  private final ChatRoom lobby = rooms.room("lobby");

  private Position start() {
    return new Position(lobby.stats().head().epoch(), 0);
  }

  private static CatchUp.Missed missed(CatchUp told) {
    assertThat(told).isInstanceOf(CatchUp.Missed.class);
    return (CatchUp.Missed) told;
  }

  @Test
  void everything_is_told_once_and_in_order() {
    EventRecord record = World.recordOf(lobby);
    LoopbackClient tom = LoopbackTransport.startedOn(rooms).connect().claim("tom");
    tom.say("one").whisper("tom", "two");
    accepted(lobby.moderation().ban(new Ban(Ban.Kind.ADDRESS, "203.0.113.7", null, "")));
    tom.emit("leave", null);

    CatchUp.Missed all = missed(lobby.since(start()));

    assertThat(all.events()).isEqualTo(record.events).hasSize(5);
    assertThat(all.through()).isEqualTo(lobby.stats().head());
    assertThat(missed(lobby.since(all.through())))
        .isEqualTo(new CatchUp.Missed(List.of(), all.through()));
  }

  @Test
  void asking_twice_tells_the_same() {
    accepted(lobby.post("one"));

    assertThat(lobby.since(start())).isEqualTo(lobby.since(start()));
  }

  @Test
  void much_is_told_in_portions_that_join_without_a_gap() {
    for (int i = 0; i < 50; i++) {
      accepted(lobby.post("x".repeat(10_000)));
    }
    List<RoomEvent> all = new ArrayList<>();
    Position at = start();
    int portions = 0;
    for (CatchUp.Missed next = missed(lobby.since(at));
        !next.events().isEmpty();
        next = missed(lobby.since(at))) {
      assertThat(next.events()).hasSizeLessThanOrEqualTo(7);
      all.addAll(next.events());
      at = next.through();
      portions++;
    }

    assertThat(portions).isGreaterThan(6);
    assertThat(all)
        .extracting(each -> each.position().offset())
        .hasSize(50)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(at).isEqualTo(lobby.stats().head());
  }

  @Test
  void one_event_larger_than_a_portion_is_told() {
    ChatRoom room = world.immediate(each -> each.maxMessageBytes(1 << 20)).room("lobby");
    accepted(room.post("x".repeat(100_000)));

    Position before = new Position(room.stats().head().epoch(), 0);

    assertThat(missed(room.since(before)).events()).hasSize(1);
  }

  @Test
  void who_is_too_far_behind_is_told_to_begin_anew() {
    ChatRoom room = world.immediate(each -> each.log(4, 1 << 20)).room("lobby");
    for (int i = 0; i < 5; i++) {
      accepted(room.post("m" + i));
    }
    Position head = room.stats().head();

    assertThat(room.since(new Position(head.epoch(), 0)))
        .isEqualTo(new CatchUp.Reset("lagged", head));
    assertThat(missed(room.since(new Position(head.epoch(), 1))).events()).hasSize(4);
  }

  @Test
  void what_is_too_old_counts_as_gone() {
    accepted(lobby.post("old"));
    world.clock.advance(Duration.ofDays(2));

    assertThat(lobby.since(start())).isEqualTo(new CatchUp.Reset("lagged", lobby.stats().head()));
    assertThat(missed(lobby.since(lobby.stats().head())).events()).isEmpty();
  }

  @Test
  void another_log_and_the_future_are_not_known() {
    accepted(lobby.post("m"));
    Position head = lobby.stats().head();

    assertThat(lobby.since(new Position("other", 0)))
        .isEqualTo(new CatchUp.Reset("epoch_changed", head));
    assertThat(lobby.since(new Position(head.epoch(), 2)))
        .isEqualTo(new CatchUp.Reset("unknown_position", head));
    assertThat(lobby.since(new Position(head.epoch(), Long.MAX_VALUE)))
        .isEqualTo(new CatchUp.Reset("unknown_position", head));
  }

  @Test
  void an_empty_room_has_nothing_to_tell() {
    assertThat(missed(lobby.since(start())).events()).isEmpty();
  }
}
