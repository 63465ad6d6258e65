package dev.chatroom.internal;

import dev.chatroom.CloseReason;
import dev.chatroom.Occupant;
import dev.chatroom.Position;
import dev.chatroom.policy.SlowReaderPolicy;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.Frames;
import dev.chatroom.spi.Outbound;
import dev.chatroom.spi.RoomState.Seat;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log for one session and writes to its outbound.
 *
 * <p>All fields are written by the lane only; the place, {@code log} and {@code offset}, is read by
 * others too. A session that has no place in the log yet, whose place was dropped, or whose log was
 * lost, is welcomed: it is given the state at one place and reads on from there. That is how every
 * session begins, and how a slow one goes on.
 */
final class SessionCursor implements Cursor {

  private final LiveSession session;
  private final SessionWriter writer;
  private final Presence presence;
  private final SlowReaderPolicy slowReader;
  private final Metrics metrics;
  private final LocalLog attachedTo;

  /** Where the log stood then: what is before it says nothing about this session. */
  private final long attachedOffset;

  /** The state when it attached; given up when it begins to read. */
  private @Nullable Welcome attachedAt;

  private @Nullable String since;
  private volatile @Nullable LocalLog log;
  private volatile long offset;
  private boolean ended;

  SessionCursor(
      LiveSession session,
      Outbound outbound,
      Presence presence,
      @Nullable String since,
      LocalLog attachedTo,
      Settings settings) {
    this.session = session;
    this.writer = new SessionWriter(outbound, presence, settings.presence().maxListed());
    this.presence = presence;
    this.since = since;
    this.attachedTo = attachedTo;
    Welcome welcome = since == null && presence == Presence.LIST ? attachedTo.welcome() : null;
    this.attachedAt = welcome;
    this.attachedOffset = welcome == null ? attachedTo.head().offset() : welcome.roster().offset();
    this.slowReader = settings.slowReaders();
    this.metrics = settings.metrics();
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public boolean isListed() {
    return writer.isListed();
  }

  @Override
  public boolean needsList(int occupants) {
    return writer.needsList(occupants);
  }

  @Override
  public long bytesBehind(Turn turn) {
    return log == turn.log() && offset < turn.target() ? turn.log().bytesAfter(offset) : 0;
  }

  /** Returns how much it has yet to read, in bytes. Safe to ask on any thread. */
  long bytesBehind() {
    LocalLog current = log;
    return current == null ? 0 : current.bytesAfter(offset);
  }

  @Override
  public void feed(Turn turn) {
    if (ended) {
      return;
    }
    if (session.isGone()) {
      end();
      return;
    }
    if (!writer.isWritable()) {
      closeWithoutReading();
      return;
    }
    if (log != turn.log()) {
      enter(turn.log());
    }
    if (presence == Presence.NONE) {
      readUntold(turn);
    } else {
      read(turn);
    }
    if (!session.answers().isEmpty()) {
      session.answers().completeThrough(turn.log().epoch(), offset);
      writer.answered();
    }
    if (!ended && offset == turn.target()) {
      // Who came back with a place further on gets a list of that place, in a turn that is there.
      writer.sendList(turn);
    }
    if (!ended && offset >= turn.target()) {
      sendSignals(turn.signals());
      closeIfAsked();
    }
    flush();
  }

  /** Returns whether the cursor stands at a position or after it. Safe to ask on any thread. */
  boolean hasPassed(Position position) {
    LocalLog current = log;
    return current != null
        && current.epoch().equals(position.epoch())
        && offset >= position.offset();
  }

  /** Returns where the cursor stands; nothing before it has begun. Safe to ask on any thread. */
  @Nullable Position position() {
    LocalLog current = log;
    return current == null ? null : new Position(current.epoch(), offset);
  }

  /**
   * Returns whether the cursor reads a log in which a position cannot be met. Safe to ask on any
   * thread.
   */
  boolean readsAnotherLogThan(Position position) {
    LocalLog current = log;
    return current != null && !current.epoch().equals(position.epoch());
  }

  private void enter(LocalLog next) {
    String from = since;
    since = null;
    if (!session.answers().isEmpty()) {
      session.answers().completeElsewhere(next.epoch());
      writer.answered();
    }
    LocalLog before = log;
    if (before != null) {
      welcome(next, before.reasonToReset(next));
    } else if (from == null) {
      begin(next);
    } else {
      resume(next, Position.parse(from).orElse(null));
    }
    leaveIfShutOut();
  }

  /** What the application attached, it let in; what others did to it meets it as it reads. */
  private void leaveIfShutOut() {
    if (presence != Presence.NONE) {
      session.leaveIfShutOut();
    }
  }

  /**
   * Begins where the log stood when the session attached, however long its client took to read:
   * what was said since then comes as messages, and not as history, which the documented page
   * ignores.
   */
  private void begin(LocalLog next) {
    Welcome before = attachedAt;
    attachedAt = null;
    if (before == null || next != attachedTo || before.roster().offset() + 1 < next.first()) {
      welcome(next, null);
      return;
    }
    log = next;
    offset = before.roster().offset();
    List<Frame> frames = new ArrayList<>();
    addSubject(before, frames);
    if (!before.history().isEmpty()) {
      frames.add(before.historyFrameNow());
    }
    writer.send(new Frames(frames));
  }

  private void resume(LocalLog next, @Nullable Position from) {
    String refused = from == null ? Documented.UNKNOWN_POSITION : next.refusesToResumeAt(from);
    if (from == null || refused != null) {
      welcome(next, refused);
    } else {
      log = next;
      offset = from.offset();
    }
  }

  private void read(Turn turn) {
    while (!ended && offset < turn.target() && writer.isWritable()) {
      Turn.Batch batch = turn.batch(offset, presence);
      if (batch == null || batch.bytesBehind() > slowReader.maxLagBytes()) {
        lagged(turn.log());
      } else if (isOfNoConcern(batch)) {
        writer.send(batch.frames());
        offset = batch.end();
      } else {
        readEach(batch);
        offset = batch.end();
      }
    }
  }

  /** There is nobody to tell: what is left is what the events say about the session. */
  private void readUntold(Turn turn) {
    while (!ended && offset < turn.target()) {
      long behind = turn.log().bytesAfter(offset);
      TailEntry next = behind > slowReader.maxLagBytes() ? null : turn.log().get(offset + 1);
      if (next == null) {
        lagged(turn.log());
        continue;
      }
      if (isConcernedBy(next, log)) {
        // Of what it did not ask for there is nobody to tell either.
        var unused = session.meets(next);
        writer.answered();
      }
      offset = next.offset();
    }
  }

  private boolean isOfNoConcern(Turn.Batch batch) {
    return session.answers().isEmpty()
        && (batch.onlyPosts() || batch.entries().stream().noneMatch(session::isConcernedBy));
  }

  /** Like sending the batch, but stops at each event that is about this session. */
  private void readEach(Turn.Batch batch) {
    Frames frames = batch.frames();
    int sent = 0;
    int next = 0;
    for (int i = 0; i < batch.entries().size(); i++) {
      TailEntry entry = batch.entries().get(i);
      boolean mustBeTold = false;
      if (isConcernedBy(entry, log)) {
        // An answer comes after what was read before it, and before what it caused.
        sent = sendUpTo(next, sent, frames);
        mustBeTold = session.meets(entry);
        writer.answered();
      }
      if (batch.shown().get(i)) {
        next++;
      } else if (session.isPrivyTo(entry)) {
        sent = sendUpTo(next, sent, frames);
        writer.send(entry.frame());
      }
      if (mustBeTold) {
        sent = sendUpTo(next, sent, frames);
        writer.send(Documented.self(session.occupant()));
      }
    }
    writer.send(frames.part(sent, next));
  }

  /** Sends those frames that come before one and were not sent; returns that one. */
  private int sendUpTo(int next, int sent, Frames frames) {
    writer.send(frames.part(sent, next));
    return next;
  }

  /** Nobody is kicked, or somebody else, by what happened before they came. */
  private boolean isConcernedBy(TailEntry entry, @Nullable LocalLog of) {
    boolean isPast = of == attachedTo && entry.offset() <= attachedOffset;
    return !isPast && session.isConcernedBy(entry);
  }

  private void lagged(LocalLog current) {
    boolean close = slowReader.reaction() == SlowReaderPolicy.Reaction.CLOSE;
    metrics.lagged(current.bytesAfter(offset), close);
    if (close) {
      session.close(CloseReason.SLOW_CONSUMER);
      closeWith(CloseReason.SLOW_CONSUMER);
    } else {
      welcome(current, Documented.LAGGED);
      leaveIfShutOut();
    }
  }

  private void welcome(LocalLog next, @Nullable String reset) {
    Welcome welcome = next.welcome();
    Roster roster = welcome.roster();
    Occupant before = session.occupant();
    // Before, so that an answer tells the nickname; after, as the events skipped tell older ones.
    boolean asked = session.answers().isClientWaiting();
    session.knows(seat(next));
    meetSkipped(next, roster.offset());
    session.knows(seat(next));
    session.holdsOn(seat(next));
    log = next;
    offset = roster.offset();
    List<Frame> frames = new ArrayList<>();
    if (reset != null) {
      frames.add(Documented.reset(reset));
    }
    boolean isTold = reset != null && asked;
    if (!isTold && !Objects.equals(before, session.occupant())) {
      frames.add(Documented.self(session.occupant()));
    }
    addSubject(welcome, frames);
    if (reset != null || !welcome.history().isEmpty()) {
      frames.add(welcome.historyFrame());
    }
    writer.send(new Frames(frames));
    if (presence != Presence.NONE) {
      writer.send(roster);
    }
  }

  private static void addSubject(Welcome welcome, List<Frame> frames) {
    if (welcome.subjectFrame() != null) {
      frames.add(welcome.subjectFrame());
    }
  }

  private @Nullable Seat seat(LocalLog in) {
    return in.seat(session.identity().id());
  }

  /**
   * Answers what the session asked for, and meets what is still kept of what it does not read: it
   * may have been kicked there.
   */
  private void meetSkipped(LocalLog next, long through) {
    boolean isAnswered = !session.answers().isEmpty();
    long first = log == next ? Math.max(offset + 1, next.first()) : next.first();
    session.answers().completeThrough(next.epoch(), first - 1);
    for (long each = first; each <= through; each++) {
      TailEntry entry = next.get(each);
      if (entry != null && isConcernedBy(entry, next)) {
        // What it must be told of itself the welcome tells.
        var unused = session.meets(entry);
      }
    }
    session.answers().completeThrough(next.epoch(), through);
    if (isAnswered) {
      writer.answered();
    }
  }

  private void sendSignals(List<Turn.Passing> signals) {
    for (Turn.Passing each : signals) {
      if (!each.signal().occupant().equals(session.identity().id())) {
        writer.send(each.frames());
      }
    }
  }

  /** Flushes answers that were given outside of a turn's feeding. */
  void flushAnswers() {
    writer.answered();
    flush();
  }

  private void flush() {
    if (!ended) {
      writer.flush();
    }
  }

  /**
   * A client that does not read keeps only a server that stops waiting, which has its own limit.
   */
  private void closeWithoutReading() {
    LocalLog current = log;
    boolean mayClose =
        slowReader.reaction() == SlowReaderPolicy.Reaction.CLOSE
            && session.closing().reason() == null;
    if (mayClose && current != null) {
      long behind = current.bytesAfter(offset);
      if (offset + 1 < current.first() || behind > slowReader.maxLagBytes()) {
        metrics.lagged(behind, true);
        session.close(CloseReason.SLOW_CONSUMER);
      }
    }
    CloseReason asked = session.closing().reason();
    if (asked != null && asked != CloseReason.GOING_AWAY) {
      closeWith(asked);
    }
  }

  private void closeIfAsked() {
    CloseReason asked = session.closing().reason();
    if (asked != null && session.closing().mayEndAt(log, offset)) {
      closeWith(asked);
    }
  }

  private void closeWith(CloseReason reason) {
    if (!ended) {
      writer.send(Documented.closed(reason));
      writer.close(reason);
      end();
    }
  }

  private void end() {
    ended = true;
    session.ended();
  }

  @Override
  public void fail() {
    session.close(CloseReason.INTERNAL_ERROR);
    if (!ended) {
      try {
        writer.close(CloseReason.INTERNAL_ERROR);
      } finally {
        end();
      }
    }
  }
}
