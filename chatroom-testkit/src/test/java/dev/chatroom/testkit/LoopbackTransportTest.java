package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import org.junit.jupiter.api.Test;

class LoopbackTransportTest {

  private final World world = new World();
  private final ChatRooms rooms = world.immediate(each -> each);

  @Test
  void runs_between_start_and_stop() {
    LoopbackTransport loopback = new LoopbackTransport();
    assertThatIllegalStateException()
        .isThrownBy(loopback::connect)
        .withMessage("the transport is not started (expected: running)");

    loopback.start(rooms);
    assertThatIllegalStateException().isThrownBy(() -> loopback.start(rooms));
    LoopbackClient tom = loopback.connect();
    LoopbackClient stalled = loopback.connect().stopReading();
    loopback.close();
    loopback.close();

    tom.isClosed(CloseReason.GOING_AWAY);
    stalled.readOn().isClosed(CloseReason.GOING_AWAY);
    assertThatIllegalStateException()
        .isThrownBy(loopback::connect)
        .withMessage("the transport was stopped (expected: running)");
  }

  @Test
  void says_readably_that_a_connection_was_refused_or_was_not() {
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);

    assertThatIllegalStateException()
        .isThrownBy(() -> loopback.connect("room=a/b"))
        .withMessageContaining("room=a/b")
        .withMessageContaining("room_illegal");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> loopback.refusedConnect("room=a"))
        .withMessage("connect(room=a): attached (expected: a refusal)");
    assertThat(loopback.refusedConnect("room=%2F").code()).isEqualTo("room_illegal");
  }

  @Test
  void decodes_the_query() {
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);

    LoopbackClient tom = loopback.connect("x&room=%E5%A4%A7%E5%8E%85&=y&presence=delta");

    assertThat(tom.session().room().name().value()).isEqualTo("大厅");
  }

  @Test
  void does_nothing_before_its_executor_runs() {
    ManualExecutor executor = new ManualExecutor();
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms, executor);
    LoopbackClient tom = loopback.connect().claim("tom");

    assertThat(tom.received()).isEmpty();
    assertThat(rooms.room("lobby").occupants()).isEmpty();
    executor.runAll();

    tom.isAnswered("ok").seesNicknames("tom");
  }

  @Test
  void a_client_that_is_gone_gets_nothing_and_sends_nothing() {
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    LoopbackClient ann = loopback.connect();
    ann.disconnect();
    loopback.connect().claim("tom");

    assertThat(ann.transcript()).containsExactly("nicknames []");
    assertThatIllegalStateException()
        .isThrownBy(() -> ann.say("hi"))
        .withMessage("the connection has ended; got: [nicknames []]");
  }

  @Test
  void an_assertion_that_fails_shows_all_that_the_client_got() {
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    LoopbackClient tom = loopback.connect().claim("tom");
    tom.say("hi");

    fails(() -> tom.sees("tom说:ho"), tom);
    fails(() -> tom.sees("tom说:hi", "tom说:hi"), tom);
    fails(() -> tom.isRefused("nickname_taken"), tom);
    fails(() -> tom.isAnswered("ok").isAnswered("ok"), tom);
    fails(() -> tom.seesNicknames("ann"), tom);
    fails(tom::seesHistory, tom);
    fails(() -> tom.seesReset("lagged"), tom);
    fails(() -> tom.isClosed(CloseReason.ENDED), tom);
    tom.say("more");
    fails(tom::seesNothingMore, tom);
  }

  @Test
  void an_assertion_reads_on_from_where_the_last_of_its_kind_stopped() {
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    LoopbackClient tom = loopback.connect().claim("tom");
    tom.say("a").say("b").claim("tom");

    tom.sees("tom说:a").isAnswered("ok").sees("tom说:b").isAnswered("ok").seesNothingMore();
    fails(() -> tom.sees("tom说:a"), tom);
  }

  private static void fails(Runnable assertion, LoopbackClient client) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(assertion::run)
        .withMessageContaining(client.toString());
  }
}
