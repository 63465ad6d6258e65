package dev.chatroom.internal;

import dev.chatroom.Ban;
import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRoomListener;
import dev.chatroom.CloseReason;
import dev.chatroom.Occupant;
import dev.chatroom.Position;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.RoomStats;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.Outbound;
import dev.chatroom.spi.RoomLog;
import dev.chatroom.spi.RoomState.Seat;
import dev.chatroom.spi.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A room on this node: follows the log, and wakes the lanes when there is something to read.
 *
 * <p>There is one lane for each executor that serves clients, for as long as the room lives; a
 * listener, and a session without a client, has a lane of its own, so that what runs in it delays
 * nobody else.
 */
final class LiveRoom {

  private static final Logger LOG = LoggerFactory.getLogger(LiveRoom.class);

  private final RoomHandle handle;
  private final RoomOptions options;
  private final Settings settings;
  private final SharedRates rates;
  private final RoomEnds ends;
  private final RoomLife life = new RoomLife();
  private final Departures departures;
  private final Untold untold;
  private final RoomLog log;

  /** By executor; by cursor or session, where a lane is one's own. */
  private final Map<Object, Lane> lanes = new ConcurrentHashMap<>();

  private final Set<LiveSession> sessions = ConcurrentHashMap.newKeySet();
  private final AtomicInteger clients = new AtomicInteger();
  private final AtomicBoolean retiring = new AtomicBoolean();
  private final AtomicBoolean closeReported = new AtomicBoolean();
  private final AppendReports reports;
  private final Door door;
  private final Opening opening = new Opening();
  private volatile LocalLog local;
  private volatile boolean closed;
  private volatile Instant idleSince;

  LiveRoom(
      RoomHandle handle,
      RoomOptions options,
      Settings settings,
      SharedRates rates,
      Backplane backplane,
      RoomEnds ends) {
    this.handle = handle;
    this.options = options;
    this.settings = settings;
    this.rates = rates;
    this.ends = ends;
    this.reports = new AppendReports(settings.metrics());
    this.door = new Door(handle.name(), settings, this::local);
    this.idleSince = settings.clock().instant();
    this.untold = new Untold(settings.scheduler(), this::letGo, this::release);
    this.departures = new Departures(settings.scheduler(), this::letGo, this::release);
    this.local =
        LocalLog.unopened(options, settings.presence(), settings.clock(), settings.metrics());
    this.log = backplane.open(handle.name(), options, new Tail());
    if (isOpened()) {
      opening.opened();
    }
  }

  /** Is told what may be the end of something. */
  interface RoomEnds {

    /** Nothing keeps the room any more, for the time being. */
    void idle(LiveRoom room);

    /** A session has ended. */
    void sessionEnded();
  }

  RoomName name() {
    return handle.name();
  }

  ChatRoom handle() {
    return handle;
  }

  RoomOptions options() {
    return options;
  }

  /** Returns what this node knows of the log; of one that is not opened yet, nothing. */
  LocalLog local() {
    return local;
  }

  boolean isOpened() {
    return local.isOpened();
  }

  Opening opening() {
    return opening;
  }

  CompletionStage<List<LogEntry>> read(Position before, int maxEvents) {
    try {
      return log.read(before, maxEvents);
    } catch (RuntimeException backplaneFailed) {
      return CompletableFuture.failedFuture(backplaneFailed);
    }
  }

  /** Returns who may come in and stay. */
  Door door() {
    return door;
  }

  Position head() {
    return local().head();
  }

  RoomAccess access() {
    return local().ask(RoomFold::access);
  }

  @Nullable Occupant occupantByKey(String key) {
    return local().occupantByKey(key);
  }

  boolean hasLookalike(Occupant claimer) {
    return local().ask(room -> room.hasLookalike(claimer));
  }

  /** Returns who an identity is, as this node has read it. */
  @Nullable Occupant occupant(String id) {
    Seat seat = local().seat(id);
    return seat == null ? null : seat.occupant();
  }

  /** Returns what the room says to a signal of an identity, as this node has read it. */
  Verdict onSignal(String id, String address) {
    Instant now = settings.clock().instant();
    return local().ask(room -> Verdict.signal(id, address, room, now));
  }

  /** Keeps the room from being retired; returns whether it was not too late. */
  boolean keep() {
    return life.keep();
  }

  void release() {
    if (life.release()) {
      idleSince = settings.clock().instant();
      ends.idle(this);
    }
  }

  boolean isIdle() {
    return life.isIdle();
  }

  /** Returns for how long nothing has kept it; from now on when the clock was set back. */
  Duration idleFor() {
    Instant now = settings.clock().instant();
    if (now.isBefore(idleSince)) {
      idleSince = now;
    }
    return Duration.between(idleSince, now);
  }

  /** Sets the one alarm for its retirement; returns whether it was not set. */
  boolean setAlarm() {
    return retiring.compareAndSet(false, true);
  }

  void alarmWent() {
    retiring.set(false);
  }

  /** Retires the room, if nothing keeps it and nothing would be lost that is in force. */
  boolean retire() {
    long spell = life.spell();
    boolean bansSomebody = !bansInForce().isEmpty();
    if (bansSomebody || !life.retire(spell)) {
      return false;
    }
    closed = true;
    if (isOpened()) {
      log.retire();
    } else {
      // Nobody here knows what is in force in it.
      log.close();
    }
    reportClosed();
    return true;
  }

  private void reportClosed() {
    if (closeReported.compareAndSet(false, true)) {
      settings.metrics().roomClosed();
    }
  }

  /** Attaches a session without a client. To be called while the room is kept. */
  LiveSession attach(SessionFacts facts) {
    Lane own = newLane(settings.executor(), false);
    LiveSession session =
        new LiveSession(this, facts, settings, rates, own, Discarding.OUTBOUND, local());
    lanes.put(session, own);
    return begin(session);
  }

  /** Takes one of the places for clients; returns whether there was one. */
  boolean takePlace() {
    int most = options.capacity().sessions();
    return clients.getAndUpdate(now -> now < most ? now + 1 : now) < most;
  }

  /** Attaches a session with a client, which has a place. To be called while the room is kept. */
  LiveSession attach(SessionFacts facts, Outbound outbound, Executor executor) {
    Lane shared = lanes.computeIfAbsent(executor, key -> newLane(executor, true));
    return begin(new LiveSession(this, facts, settings, rates, shared, outbound, local()));
  }

  private LiveSession begin(LiveSession session) {
    sessions.add(session);
    session.begin();
    if (closed) {
      session.close(CloseReason.GOING_AWAY);
    }
    return session;
  }

  /** Adds a listener; to be called while the room is kept, if it is to keep it. */
  ChatRoom.Registration addListener(ChatRoomListener listener, Runnable removed) {
    ListenerCursor cursor = new ListenerCursor(handle, listener, local());
    Lane own = newLane(settings.executor(), false);
    lanes.put(cursor, own);
    own.add(cursor);
    return () -> {
      cursor.close();
      if (lanes.remove(cursor) != null) {
        removed.run();
      }
    };
  }

  CompletionStage<AppendResult> append(Command command, Origin origin) {
    try {
      return log.append(command, origin);
    } catch (RuntimeException backplaneFailed) {
      return CompletableFuture.failedFuture(backplaneFailed);
    }
  }

  /** Lets go of a nickname, now or after the grace. */
  void detach(Command.Detach detach, Origin origin, Duration grace, @Nullable Position heldAt) {
    boolean mayHold =
        holds(detach.occupant(), origin.session()) || (heldAt != null && isAhead(heldAt));
    if (grace.isZero() || closed || !mayHold || !keep()) {
      letGo(detach, origin);
      return;
    }
    departures.after(grace, detach, origin);
    if (closed) {
      departures.hurry();
    }
  }

  /** Whether this node has not been told yet what it was answered. */
  private boolean isAhead(Position position) {
    Position head = head();
    return position.epoch().equals(head.epoch()) && position.offset() > head.offset();
  }

  /**
   * What a backplane that cannot be reached does not take is tried again, or nobody would leave.
   */
  private void letGo(Command.Detach detach, Origin origin) {
    append(detach, origin)
        .whenComplete(
            (result, failure) -> {
              if (failure != null && !closed && keep() && !untold.add(detach, origin)) {
                release();
              }
            });
  }

  private boolean holds(String occupant, String session) {
    Seat seat = local().seat(occupant);
    return seat != null && seat.sessions().containsKey(session);
  }

  /** A signal may be lost. */
  void signal(Signal signal) {
    try {
      log.signal(signal);
    } catch (RuntimeException backplaneFailed) {
      LOG.debug("signal lost: {}", backplaneFailed.toString());
    }
  }

  void forget(LiveSession session) {
    sessions.remove(session);
    if (lanes.remove(session) == null) {
      clients.decrementAndGet();
    }
    ends.sessionEnded();
    release();
  }

  int sessionCount() {
    return sessions.size();
  }

  /** Ends all sessions, in order. */
  void endSessions() {
    closed = true;
    sessions.forEach(session -> session.close(CloseReason.GOING_AWAY));
    departures.hurry();
  }

  /** Ends those sessions whose clients have not read on. */
  void cutSessions() {
    sessions.forEach(LiveSession::disconnected);
  }

  void close() {
    endSessions();
    log.close();
    reportClosed();
    opening.end();
  }

  RoomStats stats() {
    LocalLog now = local();
    long furthest = sessions.stream().mapToLong(LiveSession::bytesBehind).max().orElse(0);
    return new RoomStats(
        sessions.size(), now.place().occupants(), now.head(), now.size(), now.bytes(), furthest);
  }

  List<Ban> bansInForce() {
    return local().ask(room -> room.bansInForce(settings.clock().instant()));
  }

  String newId() {
    return Long.toHexString(settings.random().nextLong())
        + Long.toHexString(settings.random().nextLong());
  }

  private Lane newLane(Executor executor, boolean servesLists) {
    return new Lane(executor, this::local, servesLists, settings);
  }

  private final class Tail implements LogTail {

    @Override
    public void opened(LogSnapshot snapshot) {
      LocalLog opened =
          new LocalLog(
              snapshot, options, settings.presence(), settings.clock(), settings.metrics());
      reports.beginAt(opened);
      local = opened;
    }

    @Override
    public void appended(LogEntry entry) {
      local().append(entry);
    }

    @Override
    public void readable() {
      if (isOpened()) {
        opening.opened();
      }
      lanes.values().forEach(Lane::signal);
      reports.report(local());
    }

    @Override
    public void signalled(Signal signal) {
      lanes.values().forEach(lane -> lane.pass(signal));
    }
  }
}
