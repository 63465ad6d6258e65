package dev.chatroom.internal;

import dev.chatroom.ChatMessage;
import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRoomListener;
import dev.chatroom.ChatSession;
import dev.chatroom.CloseReason;
import dev.chatroom.Occupant;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomName;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.Outbound;
import dev.chatroom.spi.RoomLog;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A room on this node: follows the log, and wakes the lanes when there is something to read.
 *
 * <p>There is one lane for each executor that serves clients, for as long as the room lives; a
 * listener, and a session without a client, has a lane of its own, so that what runs in it delays
 * nobody else.
 */
final class LiveRoom implements ChatRoom {

  private final RoomName name;
  private final Settings settings;
  private final RoomLog log;

  /** By executor; by cursor or session, where a lane is one's own. */
  private final Map<Object, Lane> lanes = new ConcurrentHashMap<>();

  private final Set<LiveSession> sessions = ConcurrentHashMap.newKeySet();
  // Set before the constructor ends: a backplane opens the log before it returns.
  private volatile @Nullable LocalLog local;
  private volatile boolean closed;

  LiveRoom(RoomName name, Settings settings, Backplane backplane) {
    this.name = name;
    this.settings = settings;
    this.log = backplane.open(name, new Tail());
  }

  @Override
  public RoomName name() {
    return name;
  }

  @Override
  public List<Occupant> occupants() {
    return local().roster().occupants();
  }

  @Override
  public List<ChatMessage> history() {
    return local().welcome().history().stream()
        .map(each -> ((RoomEvent.Posted) each.entry().event()).message())
        .toList();
  }

  @Override
  public ChatSession attach() {
    Lane own = newLane(settings.executor());
    LiveSession session =
        new LiveSession(
            newId(), this, settings, own, Discarding.OUTBOUND, Presence.DELTA, null, local());
    lanes.put(session, own);
    return begin(session);
  }

  LiveSession attach(
      Executor executor, Outbound outbound, Presence presence, @Nullable String since) {
    Lane shared = lanes.computeIfAbsent(executor, key -> newLane(executor));
    return begin(
        new LiveSession(newId(), this, settings, shared, outbound, presence, since, local()));
  }

  private LiveSession begin(LiveSession session) {
    sessions.add(session);
    session.begin();
    if (closed) {
      session.close(CloseReason.GOING_AWAY);
    }
    return session;
  }

  @Override
  public Registration addListener(ChatRoomListener listener) {
    ListenerCursor cursor = new ListenerCursor(this, listener, local());
    Lane own = newLane(settings.executor());
    lanes.put(cursor, own);
    own.add(cursor);
    return () -> {
      cursor.close();
      lanes.remove(cursor);
    };
  }

  CompletionStage<AppendResult> append(Command command, Origin origin) {
    try {
      return log.append(command, origin);
    } catch (RuntimeException backplaneFailed) {
      return CompletableFuture.failedFuture(backplaneFailed);
    }
  }

  void forget(LiveSession session) {
    sessions.remove(session);
    lanes.remove(session);
  }

  void close() {
    closed = true;
    sessions.forEach(session -> session.close(CloseReason.GOING_AWAY));
    log.close();
  }

  private String newId() {
    return Long.toHexString(settings.random().nextLong())
        + Long.toHexString(settings.random().nextLong());
  }

  private Lane newLane(Executor executor) {
    return new Lane(executor, () -> new Turn(local()));
  }

  private LocalLog local() {
    LocalLog opened = local;
    if (opened == null) {
      throw new IllegalStateException("the backplane has not opened the log of room " + name);
    }
    return opened;
  }

  private final class Tail implements LogTail {

    @Override
    public void opened(LogSnapshot snapshot) {
      local = new LocalLog(snapshot, settings.log(), settings.history());
    }

    @Override
    public void appended(LogEntry entry) {
      local().append(entry);
    }

    @Override
    public void readable() {
      lanes.values().forEach(Lane::signal);
    }
  }
}
