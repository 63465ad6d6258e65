package dev.chatroom.internal;

import dev.chatroom.ChatMessage;
import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRoomListener;
import dev.chatroom.ChatSession;
import dev.chatroom.CloseReason;
import dev.chatroom.Occupant;
import dev.chatroom.Position;
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
 * <p>There is one lane for each executor that serves a session, for as long as the room lives.
 */
final class LiveRoom implements ChatRoom {

  private final RoomName name;
  private final Settings settings;
  private final RoomLog log;
  private final Map<Executor, Lane> lanes = new ConcurrentHashMap<>();
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
    return attach(settings.executor(), Discarding.OUTBOUND, Presence.DELTA, null);
  }

  LiveSession attach(
      Executor executor, Outbound outbound, Presence presence, @Nullable Position since) {
    LiveSession session =
        new LiveSession(newId(), this, settings, lane(executor), outbound, presence, since);
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
    lane(settings.executor()).add(cursor);
    return cursor;
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

  private Lane lane(Executor executor) {
    return lanes.computeIfAbsent(executor, key -> new Lane(key, () -> new Turn(local())));
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
