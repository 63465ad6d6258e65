package dev.chatroom.testkit;

import static dev.chatroom.testkit.Moderators.accepted;
import static dev.chatroom.testkit.Moderators.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.Position;
import org.junit.jupiter.api.Test;

/** What passes and leaves no trace (XEP-0085). */
class SignalsTest {

  private final World world = new World();
  private final ChatRooms rooms = world.immediate(each -> each);
  private final ChatRoom lobby = rooms.room("lobby");
  private final LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
  private final LoopbackClient ann = loopback.connect();
  private final LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");

  @Test
  void the_others_are_told_and_oneself_is_not() {
    LoopbackClient tab = loopback.connect("token=" + token(tom));

    tom.emitWithAck("signal", "typing").isAnswered("ok");

    ann.seesEvents("signal tom typing").seesNothingMore();
    tom.seesNothingMore();
    tab.seesEvents("self tom participant").seesNothingMore();
  }

  @Test
  void it_enters_no_log() {
    EventRecord record = World.recordOf(lobby);
    Position before = lobby.stats().head();

    tom.emit("signal", "typing");

    assertThat(lobby.stats().head()).isEqualTo(before);
    assertThat(record.events).isEmpty();
    assertThat(loopback.connect().transcript()).noneMatch(each -> each.startsWith("signal"));
  }

  @Test
  void who_is_behind_does_not_get_it_later() {
    ann.stopReading();
    tom.say("one");
    tom.emit("signal", "typing");

    ann.readOn().sees("tom说:one").seesNothingMore();
  }

  @Test
  void it_is_under_the_nickname_of_now() {
    tom.claim("bob");

    tom.emit("signal", "typing");

    ann.seesEvents("signal bob typing");
  }

  @Test
  void who_left_sends_none() {
    tom.emit("leave", null);

    tom.emitWithAck("signal", "typing").isRefused("nickname_required");
    ann.emitWithAck("signal", "typing").isRefused("nickname_required");
  }

  @Test
  void who_was_kicked_and_does_not_read_sends_none_under_a_name_that_is_free() {
    tom.stopReading();
    accepted(lobby.moderation().kick("tom", ""));
    loopback.connect().claim("tom").isAnswered("ok");

    tom.emit("signal", "typing");

    assertThat(ann.transcript()).noneMatch(each -> each.startsWith("signal"));
  }

  @Test
  void names_are_short_and_plain() {
    for (String good : new String[] {"a", "typing_2", "0", "x".repeat(32)}) {
      tom.emitWithAck("signal", good).isAnswered("ok");
    }
    for (String bad : new String[] {"", "A", "a b", "é", "a\n", "x".repeat(33), "a-b"}) {
      tom.emitWithAck("signal", bad).isRefused("malformed");
    }
    tom.seesNothingMore();
  }

  @Test
  void more_than_wait_for_a_turn_are_dropped() {
    LoopbackTransport lane = world.lane(rooms);
    LoopbackClient slow = lane.connect();
    world.run();
    for (int i = 0; i < 1_000; i++) {
      tom.emit("signal", "typing");
    }

    world.run();

    assertThat(slow.transcript()).filteredOn(each -> each.startsWith("signal")).hasSize(64);
    tom.emit("signal", "typing");
    world.run();
    assertThat(slow.transcript()).filteredOn(each -> each.startsWith("signal")).hasSize(65);
  }

  @Test
  void another_node_passes_it_on() {
    var memory = world.memory();
    ChatRooms one = world.immediate(each -> each.backplane(memory));
    ChatRooms two = world.immediate(each -> each.backplane(memory));
    LoopbackClient there = LoopbackTransport.startedOn(two).connect();

    LoopbackTransport.startedOn(one).connect().claim("bob").emit("signal", "typing");

    there.seesEvents("signal bob typing");
  }
}
