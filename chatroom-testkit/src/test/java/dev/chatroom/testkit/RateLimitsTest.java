package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.CloseReason;
import dev.chatroom.Identity;
import dev.chatroom.Outcome;
import dev.chatroom.Refusal;
import dev.chatroom.policy.Authenticator;
import dev.chatroom.policy.RateLimit;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.policy.RateLimits.Kind;
import dev.chatroom.policy.RateLimits.Scope;
import dev.chatroom.spi.Handshake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much one may send, and what becomes of who sends more. */
class RateLimitsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final RateLimit ONE_IN_TEN_SECONDS = new RateLimit(1, Duration.ofSeconds(10), 1);

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  private LoopbackTransport limitedTo(RateLimits limits) {
    return LoopbackTransport.startedOn(
        world.immediate(each -> each.rates(limits).authenticator(byUser())));
  }

  private static Authenticator byUser() {
    return handshake ->
        CompletableFuture.completedFuture(
            handshake
                .parameter("user")
                .<Authenticator.Decision>map(
                    user -> new Authenticator.Decision.Accept(new Identity(user)))
                .orElse(Authenticator.Decision.Anonymous.INSTANCE));
  }

  private static Handshake from(String address, String room, String user) {
    return new Handshake("test", address, Map.of("room", List.of(room), "user", List.of(user)));
  }

  private static RateLimits only(Kind kind, Scope scope) {
    return RateLimits.none().with(kind, scope, ONE_IN_TEN_SECONDS);
  }

  /** Does one thing of a kind. */
  private static Outcome does(LoopbackClient client, Kind kind, String what) {
    CompletionStage<Outcome> answer =
        switch (kind) {
          case POST -> client.session().post(what);
          case CLAIM -> client.session().claim(what);
          case SIGNAL -> client.session().signal(what);
        };
    return answer.toCompletableFuture().join();
  }

  private static void isLimited(Outcome outcome) {
    assertThat(outcome)
        .isEqualTo(
            new Outcome.Refused(
                "rate_limited", ((Outcome.Refused) outcome).text(), Duration.ofSeconds(10)));
  }

  private static void isNotLimited(Outcome outcome) {
    assertThat(outcome).asString().doesNotContain("rate_limited");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_limit_of_a_session_is_for_each_connection(Kind kind) {
    LoopbackTransport loopback = limitedTo(only(kind, Scope.SESSION));
    LoopbackClient one = loopback.connect(from("192.0.2.1", "lobby", "tom"));
    LoopbackClient two = loopback.connect(from("192.0.2.1", "lobby", "tom"));

    isNotLimited(does(one, kind, "tom"));
    isLimited(does(one, kind, "tim"));
    isNotLimited(does(two, kind, "tam"));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_limit_of_an_identity_is_for_all_its_tabs_in_all_rooms(Kind kind) {
    LoopbackTransport loopback = limitedTo(only(kind, Scope.IDENTITY));
    LoopbackClient one = loopback.connect(from("192.0.2.1", "lobby", "tom"));
    LoopbackClient two = loopback.connect(from("192.0.2.2", "dev", "tom"));
    LoopbackClient ann = loopback.connect(from("192.0.2.1", "lobby", "ann"));

    isNotLimited(does(one, kind, "tom"));
    isLimited(does(two, kind, "tom"));
    isNotLimited(does(ann, kind, "ann"));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_limit_of_an_address_is_for_all_who_are_behind_it(Kind kind) {
    LoopbackTransport loopback = limitedTo(only(kind, Scope.ADDRESS));
    LoopbackClient one = loopback.connect(from("2001:db8::1", "lobby", "tom"));
    LoopbackClient two = loopback.connect(from("2001:db8::2", "dev", "ann"));
    LoopbackClient ben = loopback.connect(from("2001:db9::1", "lobby", "ben"));

    isNotLimited(does(one, kind, "tom"));
    isLimited(does(two, kind, "ann"));
    isNotLimited(does(ben, kind, "ben"));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_limit_of_a_room_is_for_all_who_are_in_it(Kind kind) {
    LoopbackTransport loopback = limitedTo(only(kind, Scope.ROOM));
    LoopbackClient one = loopback.connect(from("192.0.2.1", "lobby", "tom"));
    LoopbackClient two = loopback.connect(from("192.0.2.2", "lobby", "ann"));
    LoopbackClient ben = loopback.connect(from("192.0.2.1", "dev", "tom"));

    isNotLimited(does(one, kind, "tom"));
    isLimited(does(two, kind, "ann"));
    isNotLimited(does(ben, kind, "ben"));
  }

  @Test
  void sessions_without_a_client_share_no_address() {
    ChatRooms rooms = world.immediate(each -> each.rates(only(Kind.CLAIM, Scope.ADDRESS)));
    ChatSession one = rooms.room("lobby").attach();
    ChatSession two = rooms.room("lobby").attach();

    isNotLimited(one.claim("one").toCompletableFuture().join());
    isNotLimited(two.claim("two").toCompletableFuture().join());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 30, 999})
  void to_wait_as_long_as_one_is_told_works_and_a_moment_less_does_not(int permits) {
    LoopbackTransport loopback =
        limitedTo(
            RateLimits.none().with(Kind.POST, Scope.SESSION, new RateLimit(permits, SECOND, 1)));
    LoopbackClient tom = loopback.connect().claim("tom");
    tom.session().post("first");
    for (int i = 0; i < 20; i++) {
      Outcome.Refused refused = (Outcome.Refused) does(tom, Kind.POST, "early");
      Duration wait = Objects.requireNonNull(refused.retryAfter());
      world.clock.advance(wait.minusNanos(1));
      assertThat(does(tom, Kind.POST, "early")).isInstanceOf(Outcome.Refused.class);
      world.clock.advance(Duration.ofNanos(1));

      assertThat(does(tom, Kind.POST, "m" + i)).isInstanceOf(Outcome.Accepted.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 30, 999})
  void to_wait_as_many_milliseconds_as_a_client_is_told_works(int permits) {
    LoopbackTransport loopback =
        limitedTo(
            RateLimits.none().with(Kind.POST, Scope.SESSION, new RateLimit(permits, SECOND, 1)));
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok").say("first");
    for (int i = 0; i < 20; i++) {
      tom.emitWithAck("message", Map.of("msg", "early")).isRefused("rate_limited");
      Received answer = tom.received().get(tom.received().size() - 1);
      world.clock.advance(Duration.ofMillis(Long.parseLong(answer.field("retryAfter"))));

      tom.emitWithAck("message", Map.of("msg", "m" + i)).isAnswered("ok");
    }
  }

  @Test
  void a_message_that_may_not_claim_uses_up_nothing_of_the_messages() {
    LoopbackTransport loopback =
        limitedTo(
            RateLimits.none()
                .with(Kind.POST, Scope.SESSION, new RateLimit(1, Duration.ofMinutes(1), 1))
                .with(Kind.CLAIM, Scope.SESSION, ONE_IN_TEN_SECONDS));
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
    tom.session().leave();

    tom.sayAs("tom", "hi").isRefused("rate_limited");
    world.clock.advance(Duration.ofSeconds(10));

    tom.sayAs("tom", "hi").sees("tom说:hi");
  }

  @Test
  void who_comes_back_at_once_has_not_been_forgiven() {
    LoopbackTransport loopback = limitedTo(only(Kind.POST, Scope.IDENTITY));
    LoopbackClient tom = loopback.connect("user=tom").claim("tom").isAnswered("ok").say("hi");
    tom.disconnect();

    LoopbackClient back = loopback.connect("user=tom").claim("tom").isAnswered("ok");

    isLimited(does(back, Kind.POST, "hi"));
    world.clock.advance(Duration.ofSeconds(10));
    isNotLimited(does(back, Kind.POST, "hi"));
  }

  @Test
  void with_a_token_one_is_limited_as_before() {
    LoopbackTransport loopback = limitedTo(only(Kind.POST, Scope.IDENTITY));
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok").say("hi");
    String token = tom.received().get(1).field("token");
    tom.disconnect();

    LoopbackClient back = loopback.connect("token=" + token).claim("tom").isAnswered("ok");

    isLimited(does(back, Kind.POST, "hi"));
  }

  /** Types as fast as anybody can, renames, signals each key, and pastes a poem line by line. */
  @Test
  void a_person_never_meets_the_defaults() {
    LoopbackTransport loopback = limitedTo(RateLimits.defaults());
    LoopbackClient ann = loopback.connect();
    LoopbackClient tom = loopback.connect();
    for (int minute = 0; minute < 10; minute++) {
      tom.claim("tom").claim("tim").claim("tom" + minute);
      for (int line = 0; line < 40; line++) {
        tom.say("line " + line);
      }
      for (int tenth = 0; tenth < 600; tenth++) {
        tom.emitWithAck("signal", "typing");
        if (tenth % 5 == 0) {
          tom.say("two a second");
        }
        world.clock.advance(Duration.ofMillis(100));
      }
    }

    assertThat(tom.received().stream().map(Received::code)).doesNotContain("rate_limited");
    assertThat(ann.received().stream().filter(each -> each.event().equals("message")))
        .hasSize(10 * (40 + 120));
  }

  @Test
  void a_full_school_behind_one_address_never_meets_the_defaults() {
    LoopbackTransport loopback = limitedTo(RateLimits.defaults());
    List<LoopbackClient> school = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      school.add(loopback.connect().claim("pupil" + i).isAnswered("ok"));
    }
    for (int second = 0; second < 5; second++) {
      school.forEach(each -> each.emitWithAck("message", Map.of("msg", "hi")).isAnswered("ok"));
      world.clock.advance(SECOND);
    }
  }

  @Test
  void who_floods_is_refused_and_then_closed_and_the_others_notice_nothing() {
    LoopbackTransport loopback = limitedTo(RateLimits.defaults());
    LoopbackClient ann = loopback.connect().claim("ann").isAnswered("ok");
    LoopbackClient eve = loopback.connect().claim("eve").isAnswered("ok");
    int sent = 0;
    while (eve.isConnected()) {
      eve.say("spam");
      sent++;
    }

    assertThat(sent).as("100 at once, and 500 that were refused").isEqualTo(100 + 500 + 1);
    eve.isClosed(CloseReason.FLOODING);
    assertThat(CloseReason.FLOODING.number()).isEqualTo(4505);
    ann.emitWithAck("message", Map.of("msg", "still fine")).isAnswered("ok");
    ann.seesNicknames("ann");
    assertThat(ann.transcript().stream().filter(each -> each.equals("message eve说:spam")))
        .hasSize(100);
  }

  @Test
  void who_is_refused_now_and_then_is_not_closed() {
    LoopbackTransport loopback = limitedTo(RateLimits.defaults());
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
    for (int second = 0; second < 1_000; second++) {
      for (int i = 0; i < 5; i++) {
        tom.emitWithAck("x", null).isRefused("unknown_event");
      }
      world.clock.advance(SECOND);
    }

    assertThat(tom.isConnected()).isTrue();
  }

  private LoopbackClient impatient() {
    LoopbackTransport loopback =
        limitedTo(RateLimits.none().closingFloodersAfter(new RateLimit(1, SECOND, 3)));
    return loopback.connect().claim("eve").isAnswered("ok");
  }

  @Test
  void who_sends_what_the_protocol_does_not_have_is_closed() {
    LoopbackClient eve = impatient();

    eve.emit("x", null).emit("y", "z").emit("", List.of());
    assertThat(eve.isConnected()).isTrue();
    eve.emit("z", null);

    eve.isClosed(CloseReason.FLOODING);
  }

  @Test
  void who_sends_what_is_malformed_is_closed() {
    LoopbackClient eve = impatient();

    eve.emit("nickname", 1).emit("message", List.of("x")).emit("whisper", null);
    assertThat(eve.isConnected()).isTrue();
    eve.emit("history", null);

    eve.isClosed(CloseReason.FLOODING);
  }

  @Test
  void who_sends_what_the_transport_cannot_read_is_closed() {
    ChatRooms rooms =
        world.immediate(
            each ->
                each.rates(RateLimits.none().closingFloodersAfter(new RateLimit(1, SECOND, 3))));
    RawClient eve = RawClient.connectedTo(rooms);

    for (int i = 0; i < 3; i++) {
      eve.session().refuse(Refusal.TOO_LARGE, null, null);
    }
    assertThat(eve.closed).isNull();
    eve.session().refuse(Refusal.MALFORMED, "message", null);

    assertThat(eve.closed).isEqualTo(CloseReason.FLOODING);
  }

  @Test
  void what_is_refused_for_a_better_reason_closes_nobody() {
    LoopbackClient eve = impatient();
    for (int i = 0; i < 100; i++) {
      eve.claim("").isRefused("nickname_blank");
      eve.emitWithAck("message", Map.of("msg", " ")).isRefused("message_empty");
      eve.whisper("nobody", "x").isRefused("occupant_unknown");
    }

    assertThat(eve.isConnected()).isTrue();
  }

  @Test
  void a_flooder_that_does_not_read_is_closed_too() {
    LoopbackClient eve = impatient().stopReading();

    eve.emit("x", null).emit("x", null).emit("x", null).emit("x", null);

    assertThat(eve.isConnected()).isFalse();
  }

  @Test
  void without_patience_set_nobody_is_closed() {
    LoopbackTransport loopback = limitedTo(only(Kind.POST, Scope.SESSION));
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
    for (int i = 0; i < 10_000; i++) {
      tom.emit("x", null);
    }

    assertThat(tom.isConnected()).isTrue();
  }

  @Test
  void pages_of_history_are_limited_as_signals_are() {
    LoopbackTransport loopback = limitedTo(only(Kind.SIGNAL, Scope.SESSION));
    LoopbackClient tom = loopback.connect();

    tom.emitWithAck("history", Map.of()).isAnswered("ok");
    tom.emitWithAck("history", Map.of()).isRefused("rate_limited");
  }

  @Test
  void what_moderators_do_is_limited_as_claims_are() {
    LoopbackTransport loopback = limitedTo(only(Kind.CLAIM, Scope.SESSION));
    LoopbackClient tom = loopback.connect();

    tom.emitWithAck("kick", Map.of("nickname", "x")).isRefused("forbidden");
    tom.emitWithAck("kick", Map.of("nickname", "x")).isRefused("rate_limited");
  }
}
