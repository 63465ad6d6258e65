package dev.chatroom.internal;

import dev.chatroom.Ban;
import dev.chatroom.LeaveReason;
import dev.chatroom.Nickname;
import dev.chatroom.Occupant;
import dev.chatroom.Outcome;
import dev.chatroom.Position;
import dev.chatroom.Refusal;
import dev.chatroom.policy.PermissionPolicy.Action;
import dev.chatroom.policy.RateLimits.Kind;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.Signal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one session, through the policies in their order: rate, permission, nickname and
 * role, filters. The rate comes first because it is the cheapest, and nothing else is worth asking
 * about a command that comes too early.
 */
final class SessionCommands {

  private static final Pattern SIGNAL_NAME = Pattern.compile("[a-z0-9_]{1,32}");

  private static final Kind[] POST = {Kind.POST};
  private static final Kind[] POST_AND_CLAIM = {Kind.POST, Kind.CLAIM};

  private final LiveSession session;
  private final LiveRoom room;
  private final Settings settings;
  private final Checks checks;

  SessionCommands(LiveSession session, LiveRoom room, Settings settings) {
    this.session = session;
    this.room = room;
    this.settings = settings;
    this.checks = new Checks(settings, room.name(), session.identity());
  }

  CompletionStage<Outcome> claim(String requested) {
    Action action = session.occupant() == null ? Action.CLAIM : Action.RENAME;
    return send(mayDo(Kind.CLAIM, action).then(may -> claimCommand(requested)), this::claimed);
  }

  CompletionStage<Outcome> post(String text, @Nullable String key, @Nullable String claimFirst) {
    Checked<String> said =
        inTime(claimFirst == null ? POST : POST_AND_CLAIM)
            .then(may -> allowed(Action.POST))
            .then(may -> checks.key(key))
            .then(may -> checks.text(text, false));
    if (claimFirst != null) {
      return send(
          said.then(each -> allowed(Action.CLAIM).then(may -> passed(each))),
          each -> postAndClaim(each, key, claimCommand(claimFirst)));
    }
    return said instanceof Checked.Passed<String> passed
        ? session.submit(new Command.Post(session.identity().id(), passed.value(), null, key))
        : refused(said);
  }

  private CompletionStage<Outcome> postAndClaim(
      String text, @Nullable String key, Checked<Command.Claim> claim) {
    String id = session.identity().id();
    if (claim instanceof Checked.Passed<Command.Claim> passed) {
      return withWarning(
          passed.value(), session.hold(new Command.Post(id, text, passed.value(), key)));
    }
    // It may have a nickname by now whose event its cursor has not reached.
    Outcome.Refused refusal = ((Checked.Stopped<Command.Claim>) claim).refusal();
    return session
        .submit(new Command.Post(id, text, null, key))
        .thenApply(
            outcome ->
                outcome instanceof Outcome.Refused refused
                        && refused.code().equals(Refusal.NICKNAME_REQUIRED.code())
                    ? refusal
                    : outcome);
  }

  CompletionStage<Outcome> whisper(String nickname, String text, @Nullable String key) {
    Checked<String> said =
        mayDo(Kind.POST, Action.WHISPER)
            .then(may -> checks.key(key))
            .then(may -> checks.text(text, true));
    String id = session.identity().id();
    return send(
        said.then(
            each -> keyOf(nickname).then(to -> passed(new Command.Whisper(id, to, each, key)))),
        session::submit);
  }

  CompletionStage<Outcome> signal(String name) {
    Checked<Signal> checked =
        mayDo(Kind.SIGNAL, Action.SIGNAL)
            .then(
                may ->
                    SIGNAL_NAME.matcher(name).matches()
                        ? signalCommand(name)
                        : checks.stopped(Refusal.MALFORMED));
    return send(
        checked,
        signal -> {
          room.signal(signal);
          Position at = session.position();
          return CompletableFuture.completedFuture(
              new Outcome.Accepted(at == null ? room.head() : at));
        });
  }

  private Checked<Signal> signalCommand(String name) {
    String id = session.identity().id();
    if (room.onSignal(id, session.address()) instanceof Verdict.Deny deny) {
      return new Checked.Stopped<>(settings.texts().of(deny.reason(), deny.retryAfter()));
    }
    Occupant occupant = room.occupant(id);
    return occupant == null
        ? checks.stopped(Refusal.NICKNAME_REQUIRED)
        : passed(new Signal(id, occupant.nickname(), name));
  }

  /**
   * Does something to keep order, to somebody or to the room. Who asks is who they are in the room
   * as this node has read it: what their client has read is for the client to say.
   */
  CompletionStage<Outcome> moderate(
      Action action, @Nullable String nickname, Function<ModerationBy.Case, Command> command) {
    String id = session.identity().id();
    Occupant actor = room.occupant(id);
    Nickname by = actor == null ? null : actor.nickname();
    return send(
        inTime(Kind.CLAIM)
            .then(
                may ->
                    room.door().isClosedByBan(id, session.address())
                        ? checks.<Boolean>stopped(Refusal.BANNED)
                        : Checks.YES)
            .then(may -> nickname == null ? passed("") : keyOf(nickname))
            .then(key -> passed(command.apply(new ModerationBy.Case(key, by))))
            .then(
                asked ->
                    checks
                        .permission(action, actor, target(asked, nickname))
                        .then(may -> passed(asked))),
        session::submit);
  }

  /** Returns who it is done to, of those who are here. */
  private @Nullable Occupant target(Command command, @Nullable String nickname) {
    if (command instanceof Command.SetBan set && set.ban().kind() == Ban.Kind.IDENTITY) {
      return room.occupant(set.ban().value());
    } else if (command instanceof Command.ChangeMembership change) {
      return room.occupant(change.identity());
    }
    return nickname != null && keyOf(nickname) instanceof Checked.Passed<String> key
        ? room.occupantByKey(key.value())
        : null;
  }

  CompletionStage<Outcome> leave() {
    String id = session.identity().id();
    return send(
        inTime(Kind.SIGNAL).then(may -> passed(new Command.Leave(id, LeaveReason.LEFT))),
        session::submit);
  }

  /** Whether it is not too soon, and allowed. */
  Checked<Boolean> mayDo(Kind kind, Action action) {
    return inTime(kind).then(may -> allowed(action));
  }

  private Checked<Boolean> allowed(Action action) {
    return checks.permission(action, session.occupant(), null);
  }

  private Checked<Boolean> inTime(Kind... kinds) {
    Duration wait = session.takePermits(kinds);
    return wait.isZero()
        ? Checks.YES
        : new Checked.Stopped<>(settings.texts().of(Refusal.RATE_LIMITED, wait));
  }

  /** What a nickname is compared by; nobody has one that cannot be had. */
  private Checked<String> keyOf(String nickname) {
    return checks.nickname(nickname) instanceof Checked.Passed<Nickname> known
        ? passed(known.value().key())
        : checks.stopped(Refusal.OCCUPANT_UNKNOWN);
  }

  private Checked<Command.Claim> claimCommand(String requested) {
    String id = session.identity().id();
    int most = room.options().capacity().occupants();
    return checks
        .nickname(requested)
        .then(
            nickname ->
                checks
                    .role(room.access())
                    .then(role -> passed(new Command.Claim(id, nickname, role, most))));
  }

  private CompletionStage<Outcome> claimed(Command.Claim claim) {
    return withWarning(claim, session.hold(claim));
  }

  private CompletionStage<Outcome> withWarning(
      Command.Claim claim, CompletionStage<Outcome> answer) {
    Occupant claimer = new Occupant(claim.occupant(), claim.nickname(), claim.role());
    return room.hasLookalike(claimer) ? answer.thenApply(SessionCommands::warned) : answer;
  }

  private static Outcome warned(Outcome outcome) {
    return outcome instanceof Outcome.Accepted accepted
        ? new Outcome.Accepted(accepted.position(), List.of(Refusal.NICKNAME_CONFUSABLE.code()))
        : outcome;
  }

  private static <T> Checked<T> passed(T value) {
    return new Checked.Passed<>(value);
  }

  private <T> CompletionStage<Outcome> send(
      Checked<T> checked, Function<T, CompletionStage<Outcome>> next) {
    return checked instanceof Checked.Passed<T> passed
        ? next.apply(passed.value())
        : refused(checked);
  }

  private <T> CompletionStage<Outcome> refused(Checked<T> checked) {
    Outcome.Refused refusal = ((Checked.Stopped<T>) checked).refusal();
    settings.metrics().refused(refusal.code());
    return CompletableFuture.completedFuture(refusal);
  }
}
