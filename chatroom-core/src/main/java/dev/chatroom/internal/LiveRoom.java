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
import dev.chatroom.spi.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A room on this node: follows the log, and wakes the lanes when there is something to read.
 *
 * <p>There is one lane for each executor that serves clients, for as long as the room lives; a
 * listener, and a session without a client, has a lane of its own, so that what runs in it delays
 * nobody else.
 */
final class LiveRoom {

  /** How long to wait for a backplane before the next try. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final RoomHandle handle;
  private final RoomOptions options;
  private final Settings settings;
  private final SharedRates rates;
  private final RoomEnds ends;
  private final RoomLife life = new RoomLife();
  private final Departures departures;
  private final RoomLog log;

  /** By executor; by cursor or session, where a lane is one's own. */
  private final Map<Object, Lane> lanes = new ConcurrentHashMap<>();

  private final Set<LiveSession> sessions = ConcurrentHashMap.newKeySet();
  private final AtomicInteger clients = new AtomicInteger();
  private final AtomicLong idleSpells = new AtomicLong();
  private final AtomicLong reportedEvents = new AtomicLong();
  private final AtomicLong reportedBytes = new AtomicLong();
  // Set before the constructor ends: a backplane opens the log before it returns.
  private volatile @Nullable LocalLog local;
  private volatile boolean closed;

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
    this.departures = new Departures(settings.scheduler(), this::letGo, this::release);
    this.log = backplane.open(handle.name(), options, new Tail());
    settings.metrics().roomOpened();
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

  LocalLog local() {
    LocalLog opened = local;
    if (opened == null) {
      throw new IllegalStateException("the backplane has not opened the log of room " + name());
    }
    return opened;
  }

  RoomLog log() {
    return log;
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

  /** Returns whether a session may not be here, because it is for members only. */
  boolean isShutOut(LiveSession session) {
    String identity = session.identity().id();
    return local()
        .ask(
            room ->
                room.access().membersOnly()
                    && !room.isMember(identity)
                    && !Verdict.isAlwaysIn(room.byId(identity)));
  }

  /** Returns why a session may not be here, as this node has read it; nothing when it may. */
  @Nullable CloseReason keepsOut(LiveSession session) {
    if (isBanned(session.identity().id(), session.address())) {
      return CloseReason.BANNED;
    }
    return isShutOut(session) ? CloseReason.MEMBERS_ONLY : null;
  }

  /** Returns whether only members may come in, and an identity is none. */
  boolean isForOthers(String identity) {
    return local().ask(room -> room.access().membersOnly() && !room.isMember(identity));
  }

  boolean isBanned(String identity, String address) {
    return local().ask(room -> room.isBanned(identity, address, settings.clock().instant()));
  }

  /** Keeps the room from being retired; returns whether it was not too late. */
  boolean keep() {
    return life.keep();
  }

  void release() {
    if (life.release()) {
      idleSpells.incrementAndGet();
      ends.idle(this);
    }
  }

  /** Counts how often it became idle, so that one spell is told from the next. */
  long idleSpell() {
    return idleSpells.get();
  }

  boolean isIdle() {
    return life.isIdle();
  }

  /** Retires the room, if nothing keeps it and nothing would be lost that is in force. */
  boolean retire() {
    boolean bansSomebody =
        !local().ask(room -> room.bansInForce(settings.clock().instant())).isEmpty();
    if (bansSomebody || !life.retire()) {
      return false;
    }
    closed = true;
    log.retire();
    settings.metrics().roomClosed();
    return true;
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
  void detach(Command.Detach detach, Origin origin, Duration grace) {
    if (grace.isZero()) {
      letGo(detach, origin);
    } else {
      letGoLater(grace, detach, origin);
    }
  }

  /**
   * What a backplane that cannot be reached does not take is tried again, or nobody would leave.
   */
  private void letGo(Command.Detach detach, Origin origin) {
    append(detach, origin)
        .whenComplete(
            (result, failure) -> {
              if (failure != null && !closed) {
                letGoLater(RETRY_AFTER, detach, origin);
              }
            });
  }

  private void letGoLater(Duration delay, Command.Detach detach, Origin origin) {
    if (keep()) {
      departures.after(delay, detach, origin);
    }
    if (closed) {
      departures.hurry();
    }
  }

  void signal(Signal signal) {
    log.signal(signal);
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
    settings.metrics().roomClosed();
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

  private void reportAppended() {
    if (settings.metrics().isOn()) {
      LocalLog now = local();
      long events = now.head().offset();
      long bytes = now.bytesEver();
      long moreEvents = events - reportedEvents.getAndSet(events);
      long moreBytes = bytes - reportedBytes.getAndSet(bytes);
      if (moreEvents > 0) {
        settings.metrics().appended((int) moreEvents, Math.max(0, moreBytes));
      }
    }
  }

  private final class Tail implements LogTail {

    @Override
    public void opened(LogSnapshot snapshot) {
      LocalLog opened = new LocalLog(snapshot, options, settings.presence(), settings.clock());
      reportedEvents.set(snapshot.head().offset());
      reportedBytes.set(opened.bytesEver());
      local = opened;
    }

    @Override
    public void appended(LogEntry entry) {
      local().append(entry);
    }

    @Override
    public void readable() {
      lanes.values().forEach(Lane::signal);
      reportAppended();
    }

    @Override
    public void signalled(Signal signal) {
      lanes.values().forEach(lane -> lane.pass(signal));
    }
  }
}
