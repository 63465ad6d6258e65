package dev.chatroom.internal;

import dev.chatroom.Ban;
import dev.chatroom.Moderation;
import dev.chatroom.Nickname;
import dev.chatroom.Outcome;
import dev.chatroom.Position;
import dev.chatroom.Refusal;
import dev.chatroom.Role;
import dev.chatroom.RoomAccess;
import dev.chatroom.policy.PermissionPolicy.Action;
import dev.chatroom.spi.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The moderation that somebody does: an occupant, or the application. */
final class ModerationBy implements Moderation {

  private static final int MAX_SUBJECT_BYTES = 1_024;
  private static final int MAX_REASON_CHARS = 256;

  /** What lasts longer has no end. */
  private static final Duration FOREVER = Duration.ofDays(36_500);

  private final Actor actor;
  private final Settings settings;

  ModerationBy(Actor actor, Settings settings) {
    this.actor = actor;
    this.settings = settings;
  }

  /**
   * Whom it is done to, and by whom.
   *
   * @param target the key of the nickname; empty where it is done to the room
   * @param by who does it; the application when absent
   */
  record Case(String target, @Nullable Nickname by) {}

  /** Asks whether it may be done, and does it. */
  @FunctionalInterface
  interface Actor {
    CompletionStage<Outcome> act(
        Action action, @Nullable String nickname, Function<Case, Command> command);
  }

  @Override
  public CompletionStage<Outcome> kick(String nickname, String reason) {
    return actor.act(
        Action.KICK, nickname, it -> new Command.Kick(it.target(), shortened(reason), it.by()));
  }

  @Override
  public CompletionStage<Outcome> ban(
      String nickname, boolean addressesToo, @Nullable Duration duration, String reason) {
    Instant until = end(duration);
    return actor.act(
        Action.BAN,
        nickname,
        it ->
            new Command.BanOccupant(it.target(), addressesToo, until, shortened(reason), it.by()));
  }

  @Override
  public CompletionStage<Outcome> ban(Ban ban) {
    Ban shorter = new Ban(ban.kind(), ban.value(), ban.until(), shortened(ban.reason()));
    return actor.act(Action.BAN, null, it -> new Command.SetBan(shorter, it.by()));
  }

  @Override
  public CompletionStage<Outcome> unban(Ban.Kind kind, String value) {
    return actor.act(Action.BAN, null, it -> new Command.LiftBan(kind, value, it.by()));
  }

  @Override
  public CompletionStage<Outcome> mute(String nickname, @Nullable Duration duration) {
    Instant until = end(duration);
    return actor.act(Action.MUTE, nickname, it -> new Command.Mute(it.target(), until, it.by()));
  }

  @Override
  public CompletionStage<Outcome> unmute(String nickname) {
    return actor.act(Action.MUTE, nickname, it -> new Command.Unmute(it.target(), it.by()));
  }

  @Override
  public CompletionStage<Outcome> changeRole(String nickname, Role role) {
    return actor.act(
        Action.CHANGE_ROLE, nickname, it -> new Command.ChangeRole(it.target(), role, it.by()));
  }

  @Override
  public CompletionStage<Outcome> changeSubject(String subject) {
    String text = Utf8.wellFormed(subject);
    if (Utf8.length(text) > MAX_SUBJECT_BYTES) {
      settings.metrics().refused(Refusal.MESSAGE_TOO_LONG.code());
      return CompletableFuture.completedFuture(settings.texts().of(Refusal.MESSAGE_TOO_LONG));
    }
    return actor.act(Action.CHANGE_SUBJECT, null, it -> new Command.ChangeSubject(text, it.by()));
  }

  @Override
  public CompletionStage<Outcome> delete(Position message) {
    return actor.act(Action.DELETE, null, it -> new Command.Delete(message, it.by()));
  }

  @Override
  public CompletionStage<Outcome> changeAccess(RoomAccess access) {
    return actor.act(Action.CHANGE_ACCESS, null, it -> new Command.ChangeAccess(access, it.by()));
  }

  @Override
  public CompletionStage<Outcome> changeMembership(String identity, boolean member) {
    return actor.act(
        Action.CHANGE_MEMBERSHIP,
        null,
        it -> new Command.ChangeMembership(identity, member, it.by()));
  }

  private @Nullable Instant end(@Nullable Duration duration) {
    return duration == null || duration.compareTo(FOREVER) > 0
        ? null
        : settings.clock().instant().plus(duration);
  }

  /** Reasons are for people, and stay in the log. */
  private static String shortened(String reason) {
    return Utf8.wellFormed(reason.substring(0, Math.min(reason.length(), MAX_REASON_CHARS)));
  }
}
