package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.Outcome;
import dev.chatroom.policy.RateLimit;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.policy.RateLimits.Kind;
import dev.chatroom.policy.RateLimits.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class Law08BoundedTest {

  private final World world = new World();

  @Test
  void law08_nothing_is_queued_for_a_client_that_does_not_read() {
    LoopbackTransport loopback = LoopbackTransport.startedOn(world.immediate(each -> each));
    LoopbackClient stalled = loopback.connect().stopReading();
    LoopbackClient tom = loopback.connect().claim("tom");
    for (int i = 0; i < 5_000; i++) {
      tom.say("m" + i);
    }

    assertThat(stalled.waiting()).isZero();
    stalled.readOn().seesReset("lagged");
    assertThat(stalled.received()).hasSizeLessThan(10);
  }

  @Test
  void law08_nothing_is_queued_for_a_client_that_never_read() {
    LoopbackTransport lane = world.lane(world.immediate(each -> each));
    lane.connect().sayAs("tom", "hi");
    world.run();
    LoopbackClient stalled = lane.connect().stopReading();
    world.run();

    assertThat(stalled.waiting()).isZero();
    stalled.readOn();
    world.run();

    assertThat(stalled.transcript()).containsExactly("history [tom说:hi]", "nicknames [tom]");
  }

  @Test
  void law08_the_log_keeps_as_many_events_as_it_may() {
    ChatRooms rooms = world.immediate(each -> each.log(10, 1_000_000));
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    LoopbackClient tom = loopback.connect().claim("tom");
    for (int i = 0; i < 100; i++) {
      tom.say("m" + i);
    }

    assertThat(resumeAt(loopback, tom, 10)).isEqualTo("message");
    assertThat(resumeAt(loopback, tom, 11)).isEqualTo("reset");
  }

  @Test
  void law08_the_log_keeps_as_many_bytes_as_it_may() {
    ChatRooms rooms = world.immediate(each -> each.log(1_000, 10 * (320 + 872)));
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    LoopbackClient tom = loopback.connect().claim("tom");
    for (int i = 0; i < 30; i++) {
      tom.say("啊".repeat(290) + "ab");
    }

    assertThat(resumeAt(loopback, tom, 10)).isEqualTo("message");
    assertThat(resumeAt(loopback, tom, 11)).isEqualTo("reset");
  }

  /** What a client gets first that missed the last messages. */
  private static String resumeAt(LoopbackTransport loopback, LoopbackClient tom, int missed) {
    List<Received> messages =
        tom.received().stream().filter(each -> each.event().equals("message")).toList();
    String since = messages.get(messages.size() - 1 - missed).field("id");
    return loopback.connect("since=" + since).received().get(0).event();
  }

  @Test
  void law08_a_message_has_as_many_bytes_as_it_may() {
    LoopbackTransport loopback =
        LoopbackTransport.startedOn(world.immediate(each -> each.maxMessageBytes(9)));
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");

    tom.say("啊啊啊").say("啊啊啊a").isRefused("message_too_long");

    tom.sees("tom说:啊啊啊").seesNothingMore();
  }

  @Test
  void law08_history_has_a_number_of_messages_and_of_bytes() {
    ChatRooms few = world.immediate(each -> each.historyMessages(3));
    ChatRooms light = world.immediate(each -> each.historyBytes(3 * (320 + 2)));
    for (ChatRooms rooms : List.of(few, light)) {
      LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
      LoopbackClient tom = loopback.connect().claim("tom");
      for (int i = 10; i < 20; i++) {
        tom.say("" + i);
      }

      loopback.connect().seesHistory("tom说:17", "tom说:18", "tom说:19");
      assertThat(rooms.room("lobby").history()).hasSize(3);
    }
  }

  @Test
  void law08_commands_under_way_are_bounded_and_the_rest_is_refused() {
    RemoteBackplane remote = world.remote();
    ChatRooms rooms = world.node(each -> each.backplane(remote));
    ChatSession bot = rooms.room("lobby").attach();
    List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
    outcomes.add(bot.claim("bot").toCompletableFuture());
    for (int i = 0; i < 1_000; i++) {
      outcomes.add(bot.post("m" + i).toCompletableFuture());
    }

    assertThat(remote.requests.pending()).isEqualTo(256);
    assertThat(outcomes.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join))
        .hasSize(1_001 - 256)
        .allSatisfy(each -> assertThat(((Outcome.Refused) each).code()).isEqualTo("rate_limited"));
    world.run();
    assertThat(outcomes).allMatch(CompletableFuture::isDone);
    assertThat(rooms.room("lobby").history()).hasSize(50);
  }

  @Test
  void law08_rates_are_bounded_and_recover() {
    ChatRooms rooms =
        world.immediate(
            each ->
                each.rates(
                    RateLimits.none()
                        .with(Kind.POST, Scope.SESSION, RateLimit.perSecond(1))
                        .with(
                            Kind.CLAIM,
                            Scope.SESSION,
                            new RateLimit(1, Duration.ofSeconds(1), 1))));
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
    LoopbackClient ann = loopback.connect();

    tom.claim("bob").isRefused("rate_limited");
    tom.say("1").say("2").say("3").isRefused("rate_limited");
    assertThat(((Map<?, ?>) last(tom).data()).get("retryAfter")).isEqualTo(1_000L);

    world.clock.advance(Duration.ofSeconds(1));
    tom.say("4").say("5").isRefused("rate_limited");
    tom.claim("bob").isAnswered("ok");

    ann.sees("tom说:1", "tom说:2", "tom说:4").seesNicknames("bob").seesNothingMore();
  }

  @Test
  void law08_who_waits_as_long_as_it_is_told_is_let_through() {
    RateLimit third = new RateLimit(3, Duration.ofSeconds(1), 1);
    ChatRooms rooms =
        world.immediate(
            each -> each.rates(RateLimits.none().with(Kind.POST, Scope.SESSION, third)));
    LoopbackClient tom = LoopbackTransport.startedOn(rooms).connect().claim("tom");
    tom.isAnswered("ok");

    tom.say("1").say("2").isRefused("rate_limited");
    long wait = Long.parseLong(last(tom).field("retryAfter"));
    world.clock.advance(Duration.ofMillis(wait));
    tom.say("3");

    tom.sees("tom说:1", "tom说:3").seesNothingMore();
  }

  private static Received last(LoopbackClient client) {
    return client.received().get(client.received().size() - 1);
  }

  @Test
  void law08_rooms_made_by_connections_are_bounded() {
    ChatRooms rooms = world.immediate(each -> each.maxRooms(1).declare("lobby"));
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    loopback.connect("room=a");

    assertThat(loopback.refusedConnect("room=b").code()).isEqualTo("room_limit");
    loopback.connect("room=a");
    loopback.connect();
  }
}
