package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.Identity;
import dev.chatroom.Refusal;
import dev.chatroom.policy.Authenticator;
import dev.chatroom.policy.Refuse;
import dev.chatroom.spi.Handshake;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is let in, as whom, and for how long. */
class AuthenticatorTest {

  private static final Authenticator.Decision ANONYMOUS = Authenticator.Decision.Anonymous.INSTANCE;

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  private ChatRooms rooms(Authenticator authenticator) {
    return world.immediate(each -> each.authenticator(authenticator));
  }

  private LoopbackTransport guardedBy(Authenticator authenticator) {
    return LoopbackTransport.startedOn(rooms(authenticator));
  }

  private static CompletionStage<Authenticator.Decision> now(Authenticator.Decision decision) {
    return CompletableFuture.completedFuture(decision);
  }

  private static Authenticator.Decision accept(String id) {
    return new Authenticator.Decision.Accept(new Identity(id));
  }

  private static Authenticator.Decision until(Instant expires) {
    return new Authenticator.Decision.Accept(new Identity("ann", Map.of(), expires));
  }

  @Test
  void it_is_told_what_is_known_of_the_connection() {
    List<Handshake> asked = new ArrayList<>();
    LoopbackTransport loopback =
        guardedBy(
            handshake -> {
              asked.add(handshake);
              return now(ANONYMOUS);
            });

    loopback.connect(
        new Handshake(
            "test",
            "203.0.113.9",
            Map.of("ticket", List.of("one", "two")),
            Map.of("X-User", List.of("ann"))));

    assertThat(asked).hasSize(1);
    Handshake handshake = asked.get(0);
    assertThat(handshake.transport()).isEqualTo("test");
    assertThat(handshake.address()).isEqualTo("203.0.113.9");
    assertThat(handshake.parameter("ticket")).contains("one");
    assertThat(handshake.parameter("Ticket")).isEmpty();
    assertThat(handshake.header("x-user")).contains("ann");
    assertThat(handshake.header("X-USER")).contains("ann");
    assertThat(handshake.header("x-other")).isEmpty();
    assertThat(handshake.toString()).doesNotContain("ann", "one");
  }

  @Test
  void who_is_accepted_is_the_identity() {
    LoopbackClient ann = guardedBy(handshake -> now(accept("user-17"))).connect();

    assertThat(ann.session().identity()).isEqualTo(new Identity("user-17"));
    ann.claim("ann").isAnswered("ok");
    assertThat(ann.received().get(1).field("token")).as("needs no token").isEmpty();
  }

  @Test
  void who_is_not_known_is_anonymous_and_each_somebody_else() {
    LoopbackTransport loopback = guardedBy(handshake -> now(ANONYMOUS));

    Identity one = loopback.connect().session().identity();
    Identity other = loopback.connect().session().identity();

    assertThat(one.isAnonymous()).isTrue();
    assertThat(one.id()).isNotEqualTo(other.id());
  }

  @Test
  void nobody_is_accepted_under_the_id_of_an_anonymous() {
    assertThatThrownBy(() -> accept("~0123")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void who_is_refused_is_told_the_application_s_own_code() {
    LoopbackTransport loopback =
        guardedBy(handshake -> now(new Refuse("no_subscription", "Please subscribe.")));

    assertThat(loopback.refusedConnect("").code()).isEqualTo("no_subscription");
    assertThat(loopback.refusedConnect("").text()).isEqualTo("Please subscribe.");
  }

  @Test
  void it_is_not_asked_about_a_room_that_cannot_be() {
    List<Handshake> asked = new ArrayList<>();
    LoopbackTransport loopback =
        guardedBy(
            handshake -> {
              asked.add(handshake);
              return now(ANONYMOUS);
            });

    assertThat(loopback.refusedConnect("room=..%2F").code()).isEqualTo("room_illegal");
    assertThat(asked).isEmpty();
  }

  @Test
  void one_that_throws_refuses() {
    LoopbackTransport loopback =
        guardedBy(
            handshake -> {
              throw new IllegalStateException("authenticator");
            });

    assertThat(loopback.refusedConnect("").code()).isEqualTo("internal_error");
  }

  @Test
  void one_that_fails_refuses() {
    LoopbackTransport loopback =
        guardedBy(handshake -> CompletableFuture.failedFuture(new IllegalStateException("late")));

    assertThat(loopback.refusedConnect("").code()).isEqualTo("internal_error");
  }

  @Test
  @SuppressWarnings("NullAway") // what an application may do that does not check for null
  void one_that_returns_nothing_refuses() {
    LoopbackTransport loopback = guardedBy(handshake -> null);

    assertThat(loopback.refusedConnect("").code()).isEqualTo("internal_error");
  }

  @Test
  @SuppressWarnings("NullAway") // what an application may do that does not check for null
  void one_that_decides_nothing_lets_nobody_in() {
    LoopbackTransport loopback = guardedBy(handshake -> CompletableFuture.completedFuture(null));

    assertThat(loopback.refusedConnect("").code()).isEqualTo("internal_error");
  }

  @Test
  void one_that_takes_its_time_is_waited_for() {
    CompletableFuture<Authenticator.Decision> decision = new CompletableFuture<>();
    ChatRooms rooms = rooms(handshake -> decision);
    ManualExecutor lane = world.executor();
    LoopbackClient ann = LoopbackTransport.startedOn(rooms, lane).connect();
    lane.runAll();
    assertThat(ann.received()).isEmpty();
    assertThat(rooms.room("lobby").stats().sessions()).isZero();

    world.executor().execute(() -> decision.complete(accept("ann")));
    world.run();

    assertThat(ann.transcript()).containsExactly("nicknames []");
    assertThat(ann.session().identity().id()).isEqualTo("ann");
  }

  @Test
  void one_that_takes_its_time_may_refuse() {
    CompletableFuture<Authenticator.Decision> decision = new CompletableFuture<>();
    LoopbackClient ann = guardedBy(handshake -> decision).connect();

    decision.complete(new Refuse(Refusal.UNAUTHORIZED));

    ann.isRefusedAtConnect("unauthorized");
    assertThat(ann.received()).isEmpty();
  }

  @Test
  void a_client_that_is_gone_when_it_is_accepted_leaves_nothing_behind() {
    CompletableFuture<Authenticator.Decision> decision = new CompletableFuture<>();
    ChatRooms rooms = rooms(handshake -> decision);
    EventRecord record = World.recordOf(rooms.room("lobby"));
    LoopbackClient ann = LoopbackTransport.startedOn(rooms).connect();

    ann.disconnect();
    decision.complete(accept("ann"));

    assertThat(rooms.room("lobby").stats().sessions()).isZero();
    assertThat(record.events).isEmpty();
  }

  @Test
  void rooms_that_drain_meanwhile_let_nobody_in() {
    CompletableFuture<Authenticator.Decision> decision = new CompletableFuture<>();
    ChatRooms rooms = rooms(handshake -> decision);
    LoopbackClient ann = LoopbackTransport.startedOn(rooms).connect();

    rooms.drain(Duration.ofSeconds(1));
    decision.complete(accept("ann"));

    ann.isRefusedAtConnect("unavailable");
  }

  @Test
  void rooms_that_are_closed_meanwhile_let_nobody_in() {
    CompletableFuture<Authenticator.Decision> decision = new CompletableFuture<>();
    ChatRooms rooms = rooms(handshake -> decision);
    LoopbackClient ann = LoopbackTransport.startedOn(rooms).connect();

    rooms.close();
    decision.complete(accept("ann"));

    ann.isRefusedAtConnect("unavailable");
  }

  @Test
  void a_session_ends_when_its_identity_expires_and_not_before() {
    Instant noon = world.clock.instant().plusSeconds(60);
    ChatRooms rooms = rooms(handshake -> now(until(noon)));
    EventRecord record = World.recordOf(rooms.room("lobby"));
    LoopbackClient ann = LoopbackTransport.startedOn(rooms).connect().claim("ann").isAnswered("ok");

    world.clock.advance(Duration.ofSeconds(60).minusNanos(1));
    assertThat(ann.isConnected()).isTrue();
    world.clock.advance(Duration.ofNanos(1));

    ann.isClosed(CloseReason.EXPIRED);
    assertThat(CloseReason.EXPIRED.number()).isEqualTo(4004);
    assertThat(record.comings()).containsExactly("Joined ann", "Left ann DISCONNECTED");
  }

  @Test
  void who_has_expired_is_not_held_a_place_for() {
    Instant noon = world.clock.instant().plusSeconds(60);
    ChatRooms rooms =
        world.immediate(
            each ->
                each.authenticator(handshake -> now(until(noon)))
                    .reconnectGrace(Duration.ofMinutes(5)));
    LoopbackTransport.startedOn(rooms).connect().claim("ann");

    world.clock.advance(Duration.ofSeconds(60));

    assertThat(rooms.room("lobby").occupants()).isEmpty();
  }

  @Test
  void one_that_has_expired_on_arrival_is_refused() {
    Instant noon = world.clock.instant().plusSeconds(60);
    LoopbackTransport loopback = guardedBy(handshake -> now(until(noon)));

    world.clock.advance(Duration.ofSeconds(60));

    assertThat(loopback.refusedConnect("").code()).isEqualTo("unauthorized");
  }

  @Test
  void a_session_that_ended_before_needs_no_alarm() {
    LoopbackTransport loopback =
        guardedBy(handshake -> now(until(world.clock.instant().plusSeconds(60))));
    int before = world.clock.scheduled();

    loopback.connect().disconnect();

    assertThat(world.clock.scheduled()).isEqualTo(before);
  }

  @Test
  void a_session_that_ended_as_it_began_needs_no_alarm_either() {
    ChatRooms rooms = rooms(handshake -> now(until(world.clock.instant().plusSeconds(60))));
    int before = world.clock.scheduled();

    RawClient.brokenOn(rooms);

    assertThat(rooms.room("lobby").stats().sessions()).isZero();
    assertThat(world.clock.scheduled()).isEqualTo(before);
  }

  @Test
  void an_identity_may_expire_at_the_end_of_time() {
    LoopbackClient ann = guardedBy(handshake -> now(until(Instant.MAX))).connect();

    world.clock.advance(Duration.ofDays(100_000));

    assertThat(ann.claim("ann").isAnswered("ok").isConnected()).isTrue();
  }
}
