package dev.chatroom.internal;

import dev.chatroom.Identity;
import dev.chatroom.Refusal;
import dev.chatroom.RoomName;
import dev.chatroom.RoomPassword;
import dev.chatroom.policy.Authenticator;
import dev.chatroom.policy.Refuse;
import dev.chatroom.spi.Handshake;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who a connection is and where it wants to go. Safe for use by any thread; nothing is
 * held while the authenticator is asked.
 */
final class Reception {

  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  /** Where a connection goes that asks for no room. */
  static final String DEFAULT_ROOM = "lobby";

  private final Settings settings;
  private final ResumeTokens tokens;

  Reception(Settings settings, ResumeTokens tokens) {
    this.settings = settings;
    this.tokens = tokens;
  }

  /**
   * Somebody who may come in, as far as the authenticator is concerned.
   *
   * @param room where to
   * @param facts who
   * @param password what they say the room's password is; empty when they say nothing
   */
  record Guest(RoomName room, SessionFacts facts, String password) {}

  CompletionStage<Checked<Guest>> receive(Handshake handshake) {
    Optional<RoomName> room = RoomName.parse(handshake.parameter("room").orElse(DEFAULT_ROOM));
    if (room.isEmpty()) {
      return CompletableFuture.completedFuture(stopped(Refusal.ROOM_ILLEGAL));
    }
    return authenticated(handshake).thenApply(decision -> guest(handshake, room.get(), decision));
  }

  private CompletionStage<Authenticator.Decision> authenticated(Handshake handshake) {
    CompletionStage<Authenticator.Decision> asked;
    try {
      asked = settings.policies().authenticator().authenticate(handshake);
      // Nobody is let in by an authenticator that forgot to decide, whatever its types promise.
      asked = asked.thenApply(decision -> Objects.requireNonNull(decision, "decision"));
    } catch (RuntimeException | Error failure) {
      asked = CompletableFuture.failedFuture(failure);
    }
    return asked.exceptionally(
        failure -> {
          LOG.error("authenticator failed; the connection is refused", failure);
          return new Refuse(Refusal.INTERNAL_ERROR);
        });
  }

  private Checked<Guest> guest(
      Handshake handshake, RoomName room, Authenticator.Decision decision) {
    if (decision instanceof Refuse refuse) {
      return new Checked.Stopped<>(settings.texts().of(refuse));
    }
    SessionFacts facts =
        decision instanceof Authenticator.Decision.Accept accept
            ? facts(handshake, accept.identity(), null, true)
            : anonymous(handshake);
    Instant expires = facts.identity().expires();
    return expires != null && !settings.clock().instant().isBefore(expires)
        ? stopped(Refusal.UNAUTHORIZED)
        : new Checked.Passed<>(new Guest(room, facts, handshake.parameter("password").orElse("")));
  }

  private SessionFacts anonymous(Handshake handshake) {
    Optional<ResumeTokens.Token> presented = handshake.parameter("token").flatMap(tokens::read);
    ResumeTokens.Token token = presented.orElseGet(tokens::issue);
    return facts(handshake, token.identity(), token.text(), presented.isPresent());
  }

  private static SessionFacts facts(
      Handshake handshake, Identity identity, @Nullable String token, boolean mayBeHere) {
    Presence presence =
        handshake.parameter("presence").filter("delta"::equals).isPresent()
            ? Presence.DELTA
            : Presence.LIST;
    return new SessionFacts(
        identity,
        token,
        mayBeHere,
        handshake.address(),
        presence,
        handshake.parameter("since").orElse(null));
  }

  /** Returns why somebody may not come into a room, as this node has read it (XEP-0045 §7.2). */
  static Optional<Refusal> refuses(Guest guest, LiveRoom room) {
    Identity identity = guest.facts().identity();
    if (room.door().isClosedByBan(identity.id(), guest.facts().address())) {
      return Optional.of(Refusal.BANNED);
    }
    if (room.door().isForOthersThan(identity)) {
      return Optional.of(Refusal.MEMBERS_ONLY);
    }
    RoomPassword password = room.access().password();
    return password != null && !password.is(guest.password())
        ? Optional.of(Refusal.PASSWORD_REQUIRED)
        : Optional.empty();
  }

  private <T> Checked<T> stopped(Refusal reason) {
    return new Checked.Stopped<>(settings.texts().of(reason));
  }
}
