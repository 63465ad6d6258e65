package dev.chatroom.internal;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatSession;
import dev.chatroom.CloseReason;
import dev.chatroom.Identity;
import dev.chatroom.Moderation;
import dev.chatroom.Nickname;
import dev.chatroom.Occupant;
import dev.chatroom.Outcome;
import dev.chatroom.Position;
import dev.chatroom.Refusal;
import dev.chatroom.RoomEvent;
import dev.chatroom.Scheduler;
import dev.chatroom.policy.PermissionPolicy.Action;
import dev.chatroom.policy.RateLimits.Kind;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.Outbound;
import dev.chatroom.spi.RoomState.Seat;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session: takes commands from any thread and appends what passes; ends once.
 *
 * <p>Its {@code occupant} is written on the lane; commands and their answers by any thread.
 */
final class LiveSession implements ChatSession {

  private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);

  private static final Duration ATTACH_AGAIN_AFTER = Duration.ofSeconds(1);

  private final String id;
  private final LiveRoom room;
  private final SessionFacts facts;
  private final Settings settings;
  private final Lane lane;
  private final SessionCursor cursor;
  private final SessionRates rates;
  private final SessionCommands asked;
  private final CommandGate gate = new CommandGate(this::letGo);
  private final PendingAnswers answers = new PendingAnswers();
  private final Closing closing = new Closing();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Scheduler.@Nullable Cancellable expiry;
  private volatile @Nullable Occupant occupant;
  private volatile boolean mayHold;
  private volatile @Nullable Position heldAt;
  private volatile boolean gone;

  LiveSession(
      LiveRoom room,
      SessionFacts facts,
      Settings settings,
      SharedRates shared,
      Lane lane,
      Outbound outbound,
      LocalLog attachedTo) {
    this.id = room.newId();
    this.room = room;
    this.facts = facts;
    this.settings = settings;
    this.lane = lane;
    this.rates = new SessionRates(shared, facts.identity().id(), facts.address(), room.name());
    this.cursor =
        new SessionCursor(this, outbound, facts.presence(), facts.since(), attachedTo, settings);
    this.asked = new SessionCommands(this, room, settings);
  }

  /** Begins to read, and shares the nickname of its identity, if that is here. */
  void begin() {
    settings.metrics().sessionAttached();
    lane.add(cursor);
    Instant expires = facts.identity().expires();
    if (expires != null) {
      Duration left = Duration.between(settings.clock().instant(), expires);
      expiry = settings.scheduler().schedule(left, () -> close(CloseReason.EXPIRED));
      if (ended.get()) {
        cancelExpiry();
      }
    }
    if (facts.mayBeHere()) {
      attach();
    }
  }

  /**
   * Shares the nickname of its identity, if that has one. Nobody asked for it who would ask again:
   * while the backplane cannot be reached it is tried again.
   */
  private void attach() {
    if (!gate.isClosed()) {
      var unused =
          hold(new Command.Attach(identity().id()))
              .whenComplete(
                  (outcome, failure) -> {
                    if (outcome instanceof Outcome.Refused refused
                        && refused.code().equals(Refusal.UNAVAILABLE.code())) {
                      settings.scheduler().schedule(ATTACH_AGAIN_AFTER, this::attach);
                    }
                  });
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public ChatRoom room() {
    return room.handle();
  }

  @Override
  public Identity identity() {
    return facts.identity();
  }

  @Override
  public Optional<Nickname> nickname() {
    return Optional.ofNullable(occupant).map(Occupant::nickname);
  }

  /** Returns who it is in the room, as of the event that it read last. */
  @Nullable Occupant occupant() {
    return occupant;
  }

  /** Returns what makes a connection the same identity again. */
  @Nullable String token() {
    return facts.token();
  }

  @Override
  public CompletionStage<Outcome> claim(String requested) {
    return asked.claim(requested);
  }

  @Override
  public CompletionStage<Outcome> post(String text, @Nullable String key) {
    return asked.post(text, key, null);
  }

  /**
   * Posts, and claims a nickname first if the session has none: what the documented page needs when
   * it sends after a reconnect.
   */
  CompletionStage<Outcome> post(String text, @Nullable String key, @Nullable String claimFirst) {
    return asked.post(text, key, occupant == null ? claimFirst : null);
  }

  @Override
  public CompletionStage<Outcome> whisper(String nickname, String text, @Nullable String key) {
    return asked.whisper(nickname, text, key);
  }

  @Override
  public CompletionStage<Outcome> signal(String name) {
    return asked.signal(name);
  }

  @Override
  public Moderation moderation() {
    return new ModerationBy(asked::moderate, settings);
  }

  @Override
  public CompletionStage<Outcome> leave() {
    return asked.leave();
  }

  /** Whether one may read back, and not too often. */
  Checked<Boolean> mayReadBack() {
    return asked.mayDo(Kind.SIGNAL, Action.READ_BACK);
  }

  /** Takes a permit of each kind, or none; a session that is refused too often is closed. */
  Duration takePermits(Kind... kinds) {
    Duration wait = rates.take(kinds);
    if (!wait.isZero()) {
      wearOut();
    }
    return wait;
  }

  /** Notes that the client sent what it should not. */
  void wearOut() {
    if (rates.wearsOut()) {
      close(CloseReason.FLOODING);
    }
  }

  /** Submits a command after which this session may hold a nickname. */
  CompletionStage<Outcome> hold(Command command) {
    mayHold = true;
    return submit(command);
  }

  CompletionStage<Outcome> submit(Command command) {
    CommandGate.Entry entry = gate.enter();
    if (entry != CommandGate.Entry.ENTERED) {
      return refused(
          entry == CommandGate.Entry.CLOSED ? Refusal.SESSION_CLOSED : Refusal.RATE_LIMITED);
    }
    PendingAnswers.Answer answer = answers.add(!(command instanceof Command.Attach));
    if (answer == null) {
      gate.exit();
      return refused(Refusal.RATE_LIMITED);
    }
    CompletableFuture<AppendResult> appending =
        room.append(command, origin(answer.command())).toCompletableFuture();
    if (appending.isDone() && !appending.isCompletedExceptionally()) {
      AppendResult result = appending.join();
      try {
        note(result);
        settle(answer, result, null);
      } finally {
        gate.exit();
      }
    } else {
      settleWhenKnown(answer, appending, appending.isDone());
    }
    return answer;
  }

  private void settleWhenKnown(
      PendingAnswers.Answer answer, CompletionStage<AppendResult> appending, boolean atOnce) {
    appending.whenComplete(
        (result, failure) -> {
          try {
            note(result);
            if (atOnce) {
              settle(answer, result, failure);
            } else {
              lane.submit(
                  () -> {
                    settle(answer, result, failure);
                    cursor.flushAnswers();
                  });
            }
          } finally {
            // Not on the lane: its executor may be gone, and then nobody would leave.
            gate.exit();
          }
        });
  }

  private CompletionStage<Outcome> refused(Refusal reason) {
    if (reason == Refusal.RATE_LIMITED) {
      wearOut();
    }
    settings.metrics().refused(reason.code());
    return CompletableFuture.completedFuture(settings.texts().of(reason));
  }

  /** Where the log stood when the session may have come to hold a nickname. */
  private void note(@Nullable AppendResult result) {
    if (mayHold && result instanceof AppendResult.Appended appended) {
      heldAt = appended.position();
    }
  }

  private Origin origin(long number) {
    return new Origin(id, number, facts.address());
  }

  private void settle(
      PendingAnswers.Answer answer, @Nullable AppendResult result, @Nullable Throwable failure) {
    if (result instanceof AppendResult.Appended appended) {
      Position position = appended.position();
      answer.appended(position);
      if (answer.isDone()) {
        // The cursor was faster, and has met the event.
        return;
      }
      if (ended.get() || cursor.readsAnotherLogThan(position)) {
        answers.complete(answer, new Outcome.Accepted(position));
      } else if (cursor.hasPassed(position)) {
        lane.wake(cursor);
      }
    } else if (result instanceof AppendResult.Rejected rejected) {
      settings.metrics().refused(rejected.reason().code());
      answers.complete(answer, settings.texts().of(rejected.reason(), rejected.retryAfter()));
    } else {
      LOG.debug("command refused: {}", String.valueOf(failure));
      settings.metrics().refused(Refusal.UNAVAILABLE.code());
      answers.complete(answer, settings.texts().of(Refusal.UNAVAILABLE));
    }
  }

  @Override
  public void close(CloseReason reason) {
    if (closing.ask(reason, room.local())) {
      gate.close();
      lane.wake(cursor);
    }
  }

  /** Runs something on the session's own thread. */
  void later(Runnable task) {
    lane.submit(task);
  }

  /** There may be something to read, or room to write it to. */
  void wake() {
    lane.wake(cursor);
  }

  /** The connection behind the session is gone: there is nobody to tell anything. */
  void disconnected() {
    gone = true;
    gate.close();
    lane.wake(cursor);
  }

  /** The last command has ended, and there will be no other. */
  private void letGo() {
    if (mayHold) {
      CloseReason reason = closing.reason();
      Command.Detach detach = new Command.Detach(identity().id(), Farewell.reason(reason));
      Duration grace = Farewell.mayComeBack(reason) ? settings.grace() : Duration.ZERO;
      room.detach(detach, origin(answers.nextCommand()), grace, heldAt);
    }
  }

  Closing closing() {
    return closing;
  }

  boolean isGone() {
    return gone;
  }

  PendingAnswers answers() {
    return answers;
  }

  /** Returns how much it has yet to read, in bytes. */
  long bytesBehind() {
    return cursor.bytesBehind();
  }

  /** Returns where it has read to; nothing before it has begun. */
  @Nullable Position position() {
    return cursor.position();
  }

  boolean isConcernedBy(TailEntry entry) {
    return Concern.of(entry, this) != Concern.NONE;
  }

  boolean isPrivyTo(TailEntry entry) {
    return Concern.isPrivyTo(entry, identity().id());
  }

  String address() {
    return facts.address();
  }

  /**
   * Its cursor reaches an event that it is concerned by.
   *
   * @return whether it is somebody else from here on, or nobody, and did not ask for it
   */
  boolean meets(TailEntry entry) {
    Occupant before = occupant;
    if (Concern.isAboutSelf(entry.event(), identity().id())) {
      occupant = Concern.occupantAfter(entry.event(), before);
    }
    Origin origin = entry.entry().origin();
    if (origin.session().equals(id)) {
      answers.met(origin.command(), new Outcome.Accepted(entry.entry().commandEnd()));
    } else if (Concern.sharesNickname(entry.event(), identity().id())) {
      attach();
    }
    CloseReason ends = Concern.ends(entry.event(), this, room);
    if (ends != null) {
      close(ends);
    }
    boolean asked = origin.session().equals(id) && !(entry.event() instanceof RoomEvent.Attached);
    return !asked && !Objects.equals(before, occupant);
  }

  /** Ends, if it may not be here: what it did not read may have said so. */
  void leaveIfShutOut() {
    if (room.door().isClosedByBan(identity().id(), address())) {
      close(CloseReason.BANNED);
    } else if (room.door().isForOthersThan(identity())) {
      close(CloseReason.MEMBERS_ONLY);
    }
  }

  /** Its cursor begins at a place where it is this. */
  void knows(@Nullable Seat self) {
    if (mayHold) {
      occupant = self == null ? null : self.occupant();
    }
  }

  /** Its cursor begins at a place where its identity is this, which it may have come to unread. */
  void holdsOn(@Nullable Seat self) {
    if (mayHold && self != null && !self.sessions().containsKey(id)) {
      attach();
    }
  }

  private void cancelExpiry() {
    Scheduler.Cancellable alarm = expiry;
    if (alarm != null) {
      alarm.cancel();
    }
  }

  /** Its cursor will read no more. */
  void ended() {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    gone = true;
    gate.close();
    cancelExpiry();
    // What is still under way is answered when it is known what became of it.
    answers.completeAppended();
    rates.release();
    CloseReason reason = closing.reason();
    settings.metrics().sessionEnded(reason == null ? "disconnected" : reason.code());
    room.forget(this);
  }
}
