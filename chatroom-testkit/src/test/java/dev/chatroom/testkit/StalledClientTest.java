package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.policy.SlowReaderPolicy;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client that does not read can still be told, and what it cannot do. */
class StalledClientTest {

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_kick_does_not_wait_for_it_to_read() {
    LoopbackTransport lane = world.lane(world.node(each -> each));
    LoopbackClient stalled = lane.connect();
    world.run();
    stalled.stopReading();

    stalled.session().close(CloseReason.ENDED);
    world.run();

    stalled.isClosed(CloseReason.ENDED);
  }

  @Test
  void a_shutdown_waits_for_it_to_read_as_long_as_the_transport_does() {
    LoopbackTransport lane = world.lane(world.node(each -> each));
    LoopbackClient stalled = lane.connect();
    LoopbackClient tom = lane.connect();
    world.run();
    stalled.stopReading();
    tom.sayAs("tom", "the last word");
    world.run();

    stalled.session().close(CloseReason.GOING_AWAY);
    world.run();
    assertThat(stalled.isConnected()).isTrue();

    stalled.readOn();
    world.run();
    stalled.sees("tom说:the last word");
    stalled.isClosed(CloseReason.GOING_AWAY);
  }

  @Test
  void law02_whom_the_log_has_left_behind_is_closed_at_once_where_that_is_the_policy() {
    ChatRooms rooms =
        world.node(each -> each.log(10, 1_000_000).slowReaders(SlowReaderPolicy.CLOSE));
    LoopbackTransport lane = world.lane(rooms);
    LoopbackClient stalled = lane.connect();
    LoopbackClient tom = lane.connect();
    world.run();
    stalled.stopReading();

    for (int i = 0; i < 10; i++) {
      tom.sayAs("tom", "m" + i);
    }
    world.run();

    stalled.isClosed(CloseReason.SLOW_CONSUMER);
  }

  @Test
  void law08_commands_whose_answers_it_does_not_read_are_bounded() {
    LoopbackTransport lane = world.lane(world.node(each -> each));
    LoopbackClient stalled = lane.connect();
    world.run();
    stalled.claim("stalled");
    world.run();
    stalled.isAnswered("ok").stopReading();

    for (int i = 0; i < 20_000; i++) {
      stalled.emitWithAck("message", Map.of("msg", "m" + i));
    }
    world.run();
    stalled.readOn();
    world.run();

    assertThat(stalled.transcript()).filteredOn("ack ok"::equals).hasSize(1 + 16_384);
    stalled.isRefused("rate_limited");
  }

  @Test
  void law02_what_is_said_after_it_attached_comes_as_messages_however_late_it_reads() {
    LoopbackTransport lane = world.lane(world.node(each -> each));
    LoopbackClient tom = lane.connect();
    tom.sayAs("tom", "before");
    world.run();
    LoopbackClient stalled = lane.connect().stopReading();

    tom.say("after");
    world.run();
    stalled.readOn();
    world.run();

    assertThat(stalled.transcript())
        .containsExactly("history [tom说:before]", "message tom说:after", "nicknames [tom]");
  }

  @Test
  void a_message_that_claims_is_answered_with_its_own_id() {
    LoopbackTransport lane = world.lane(world.node(each -> each));
    LoopbackClient tom = lane.connect();
    world.run();

    tom.emitWithAck("message", Map.of("nickname", "tom", "msg", "hi"));
    world.run();

    Received answer = only(tom, Received.ACK);
    assertThat(answer.field("id")).isEqualTo(only(tom, "message").field("id"));
  }

  private static Received only(LoopbackClient client, String event) {
    return client.received().stream()
        .filter(each -> each.event().equals(event))
        .reduce(
            (one, two) -> {
              throw new AssertionError("more than one " + event);
            })
        .orElseThrow();
  }
}
