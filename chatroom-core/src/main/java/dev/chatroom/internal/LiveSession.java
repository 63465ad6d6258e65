package dev.chatroom.internal;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatSession;
import dev.chatroom.CloseReason;
import dev.chatroom.LeaveReason;
import dev.chatroom.Nickname;
import dev.chatroom.Occupant;
import dev.chatroom.Outcome;
import dev.chatroom.Position;
import dev.chatroom.Refusal;
import dev.chatroom.RoomEvent;
import dev.chatroom.policy.NicknamePolicy;
import dev.chatroom.policy.RateLimit;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.Outbound;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session: takes commands from any thread, asks the policies, and appends what passes.
 *
 * <p>What its cursor tells it ({@code nickname}, answers) is written on the lane.
 */
final class LiveSession implements ChatSession {

  private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);

  private final String id;
  private final LiveRoom room;
  private final Settings settings;
  private final Lane lane;
  private final SessionCursor cursor;
  private final CommandGate gate = new CommandGate(this::appendLeave);
  private final PendingAnswers answers = new PendingAnswers();
  private final AtomicLong commands = new AtomicLong();
  private final @Nullable TokenBucket claims;
  private final @Nullable TokenBucket posts;
  private volatile @Nullable Nickname nickname;
  private volatile boolean everClaimed;
  private final AtomicReference<@Nullable CloseReason> closing = new AtomicReference<>();
  private volatile boolean gone;

  LiveSession(
      String id,
      LiveRoom room,
      Settings settings,
      Lane lane,
      Outbound outbound,
      Presence presence,
      @Nullable String since,
      LocalLog attachedTo) {
    this.id = id;
    this.room = room;
    this.settings = settings;
    this.lane = lane;
    this.claims = bucket(settings.claims());
    this.posts = bucket(settings.posts());
    this.cursor =
        new SessionCursor(this, outbound, presence, since, attachedTo, settings.slowReader());
  }

  private @Nullable TokenBucket bucket(@Nullable RateLimit limit) {
    return limit == null ? null : new TokenBucket(limit, settings.clock());
  }

  void begin() {
    lane.add(cursor);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public ChatRoom room() {
    return room;
  }

  @Override
  public Optional<Nickname> nickname() {
    return Optional.ofNullable(nickname);
  }

  @Override
  public CompletionStage<Outcome> claim(String requested) {
    Duration wait = take(claims);
    if (!wait.isZero()) {
      return refused(Refusal.RATE_LIMITED, wait);
    }
    NicknamePolicy.Decision decision = decide(requested);
    return decision instanceof NicknamePolicy.Decision.Accept accept
        ? claimed(new Command.Claim(id, accept.nickname()))
        : CompletableFuture.completedFuture(refusal((NicknamePolicy.Decision.Refuse) decision));
  }

  @Override
  public CompletionStage<Outcome> post(String text) {
    return post(text, null);
  }

  /**
   * Posts, and claims a nickname first if the session has none: what the documented page needs when
   * it sends after a reconnect.
   */
  CompletionStage<Outcome> post(String text, @Nullable String claimFirst) {
    Duration wait = take(posts);
    if (!wait.isZero()) {
      return refused(Refusal.RATE_LIMITED, wait);
    }
    if (text.codePoints().allMatch(LiveSession::isInvisible)) {
      return refused(Refusal.MESSAGE_EMPTY, null);
    }
    String wellFormed = Utf8.wellFormed(text);
    if (Utf8.length(wellFormed) > settings.maxMessageBytes()) {
      return refused(Refusal.MESSAGE_TOO_LONG, null);
    }
    if (claimFirst == null || nickname != null) {
      return submit(new Command.Post(id, wellFormed, null));
    }
    Duration waitToClaim = take(claims);
    if (!waitToClaim.isZero()) {
      return refused(Refusal.RATE_LIMITED, waitToClaim);
    }
    NicknamePolicy.Decision decision = decide(claimFirst);
    if (decision instanceof NicknamePolicy.Decision.Accept accept) {
      return claimed(new Command.Post(id, wellFormed, accept.nickname()));
    }
    // It may have a nickname by now whose event its cursor has not reached.
    return submit(new Command.Post(id, wellFormed, null))
        .thenApply(
            outcome ->
                outcome instanceof Outcome.Refused refused
                        && refused.code().equals(Refusal.NICKNAME_REQUIRED.code())
                    ? refusal((NicknamePolicy.Decision.Refuse) decision)
                    : outcome);
  }

  @Override
  public CompletionStage<Outcome> leave() {
    return submit(new Command.Leave(id, LeaveReason.LEFT));
  }

  private static boolean isInvisible(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.FORMAT;
  }

  private static Duration take(@Nullable TokenBucket bucket) {
    return bucket == null ? Duration.ZERO : bucket.take();
  }

  private NicknamePolicy.Decision decide(String requested) {
    try {
      return Objects.requireNonNull(settings.nicknames().decide(requested), "decision");
    } catch (RuntimeException | Error failure) {
      LOG.error("nickname policy failed; the claim is refused", failure);
      return new NicknamePolicy.Decision.Refuse(Refusal.INTERNAL_ERROR);
    }
  }

  private Outcome.Refused refusal(NicknamePolicy.Decision.Refuse refuse) {
    String text = refuse.text().isEmpty() ? settings.texts().text(refuse.code()) : refuse.text();
    return new Outcome.Refused(refuse.code(), text);
  }

  private CompletionStage<Outcome> refused(Refusal reason, @Nullable Duration retryAfter) {
    return CompletableFuture.completedFuture(settings.texts().of(reason, retryAfter));
  }

  private CompletionStage<Outcome> claimed(Command command) {
    everClaimed = true;
    return submit(command);
  }

  private CompletionStage<Outcome> submit(Command command) {
    if (answers.isFull()) {
      return refused(Refusal.RATE_LIMITED, null);
    }
    CommandGate.Entry entry = gate.enter();
    if (entry != CommandGate.Entry.ENTERED) {
      return refused(
          entry == CommandGate.Entry.CLOSED ? Refusal.SESSION_CLOSED : Refusal.RATE_LIMITED, null);
    }
    long number = commands.incrementAndGet();
    CompletableFuture<Outcome> answer = answers.add(number);
    CompletionStage<AppendResult> appending = room.append(command, new Origin(id, number));
    if (appending.toCompletableFuture().isDone()) {
      appending.whenComplete((result, failure) -> settle(number, result, failure));
      gate.exit();
    } else {
      appending.whenComplete(
          (result, failure) -> {
            lane.submit(
                () -> {
                  settle(number, result, failure);
                  cursor.flushAnswers();
                });
            // Not on the lane: its executor may be gone, and then nobody would leave.
            gate.exit();
          });
    }
    return answer;
  }

  private void settle(long number, @Nullable AppendResult result, @Nullable Throwable failure) {
    if (result instanceof AppendResult.Appended appended) {
      Position position = appended.position();
      answers.appended(number, position);
      if (cursor.readsAnotherLogThan(position)) {
        answers.complete(number, new Outcome.Accepted(position));
      } else if (cursor.hasPassed(position)) {
        lane.wake(cursor);
      }
    } else if (result instanceof AppendResult.Rejected rejected) {
      answers.complete(number, settings.texts().of(rejected.reason()));
    } else {
      LOG.debug("command refused: {}", String.valueOf(failure));
      answers.complete(number, settings.texts().of(Refusal.UNAVAILABLE));
    }
  }

  @Override
  public void close(CloseReason reason) {
    if (closing.compareAndSet(null, reason)) {
      gate.close();
      lane.wake(cursor);
    }
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

  private void appendLeave() {
    if (everClaimed) {
      LeaveReason reason =
          closing.get() == CloseReason.GOING_AWAY ? LeaveReason.SHUTDOWN : LeaveReason.DISCONNECTED;
      room.append(new Command.Leave(id, reason), new Origin(id, commands.incrementAndGet()));
    }
  }

  @Nullable CloseReason closing() {
    return closing.get();
  }

  boolean isGone() {
    return gone;
  }

  PendingAnswers answers() {
    return answers;
  }

  /** Returns whether an event is about this session: something it asked for, or its own name. */
  boolean isConcernedBy(TailEntry entry) {
    if (entry.entry().origin().session().equals(id)) {
      return true;
    }
    RoomEvent event = entry.entry().event();
    return event instanceof RoomEvent.Left left && left.occupant().id().equals(id);
  }

  /** Its cursor reaches an event that it is concerned by. */
  void meets(TailEntry entry) {
    RoomEvent event = entry.entry().event();
    if (event instanceof RoomEvent.Joined joined) {
      nickname = joined.occupant().nickname();
    } else if (event instanceof RoomEvent.Renamed renamed) {
      nickname = renamed.occupant().nickname();
    } else if (event instanceof RoomEvent.Left) {
      nickname = null;
    }
    Origin origin = entry.entry().origin();
    if (origin.session().equals(id)) {
      answers.complete(origin.command(), new Outcome.Accepted(entry.entry().commandEnd()));
    }
  }

  /** Its cursor begins at a place where these are here. */
  void knows(List<Occupant> present) {
    if (everClaimed) {
      nickname =
          present.stream()
              .filter(occupant -> occupant.id().equals(id))
              .map(Occupant::nickname)
              .findFirst()
              .orElse(null);
    }
  }

  /** Its cursor will read no more. */
  void ended() {
    gone = true;
    gate.close();
    answers.completeAll(settings.texts().of(Refusal.SESSION_CLOSED));
    room.forget(this);
  }
}
