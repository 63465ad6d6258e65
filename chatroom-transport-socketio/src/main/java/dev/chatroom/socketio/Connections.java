package dev.chatroom.socketio;

import dev.chatroom.CloseReason;
import dev.chatroom.web.Admission;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who is connected to a transport: its sockets and sessions are counted, and its sessions found, so
 * that a stop can end them. Safe for use by any thread.
 */
final class Connections {

  private final Admission sockets;
  private final Admission sessions;

  // Guarded by this.
  private final Map<String, EngineSession> open = new HashMap<>();
  private @Nullable CloseReason ending;

  Connections(Settings.Access access) {
    int max = access.maxConnections();
    this.sockets = new Admission("sockets", max, access.maxConnectionsPerAddress());
    this.sessions = new Admission("sessions", max, access.maxConnectionsPerAddress());
  }

  Admission sockets() {
    return sockets;
  }

  /** Sessions that poll outlive their sockets, so they are counted apart. */
  Admission sessions() {
    return sessions;
  }

  void add(EngineSession session) {
    CloseReason reason;
    synchronized (this) {
      open.put(session.id(), session);
      reason = ending;
    }
    if (reason != null) {
      session.end(reason);
    }
  }

  synchronized Optional<EngineSession> find(String id) {
    return Optional.ofNullable(open.get(id));
  }

  synchronized int count() {
    return open.size();
  }

  synchronized void remove(EngineSession session) {
    open.remove(session.id());
    notifyAll();
  }

  /** Ends all sessions, and those that are added from now on. */
  void closeAll(CloseReason reason) {
    List<EngineSession> ended;
    synchronized (this) {
      ending = reason;
      ended = List.copyOf(open.values());
    }
    ended.forEach(session -> session.end(reason));
  }

  /** Waits until all have ended; after the limit, ends what is left at once. */
  void awaitEmpty(Duration limit) {
    // Centuries are as good as more of them.
    long rest = TimeUnit.NANOSECONDS.convert(limit);
    long deadline = System.nanoTime() + rest;
    List<EngineSession> left;
    synchronized (this) {
      boolean interrupted = false;
      while (!open.isEmpty() && rest > 0 && !interrupted) {
        try {
          TimeUnit.NANOSECONDS.timedWait(this, rest);
        } catch (InterruptedException stopWaiting) {
          interrupted = true;
        }
        rest = deadline - System.nanoTime();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      left = List.copyOf(open.values());
    }
    left.forEach(EngineSession::disconnected);
  }
}
