package dev.chatroom.socketio;

import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Notices when a client is gone. In Engine.IO 4 the server asks and the client answers; in
 * Engine.IO 3 the client asks. Whatever comes from a client counts as a sign of life. On the
 * session's event loop.
 */
final class Heartbeat {

  private final EngineSession session;
  private final long intervalNanos;
  private final long timeoutNanos;
  private long lastHeard = System.nanoTime();
  private boolean asking;
  private @Nullable Future<?> next;

  Heartbeat(EngineSession session, Settings settings) {
    this.session = session;
    this.intervalNanos = settings.timing().pingInterval().toNanos();
    this.timeoutNanos = settings.timing().pingTimeout().toNanos();
  }

  void start() {
    heard();
    if (session.version() == EngineVersion.V4) {
      later(this::ask, intervalNanos);
    } else {
      later(this::expectAnything, patienceNanos());
    }
  }

  /** Returns how long a client may be silent. */
  long patienceNanos() {
    return intervalNanos + timeoutNanos;
  }

  void stop() {
    if (next != null) {
      next.cancel(false);
    }
  }

  /** There is one thing to wait for at a time. */
  private void later(Runnable task, long delayNanos) {
    stop();
    next = session.schedule(task, delayNanos);
  }

  /** Something came from the client. */
  void heard() {
    lastHeard = System.nanoTime();
  }

  /** The client answered. */
  void answered() {
    if (asking) {
      asking = false;
      later(this::ask, intervalNanos);
    }
  }

  private void ask() {
    long asked = System.nanoTime();
    asking = true;
    session.link().write("2");
    session.link().flush();
    later(() -> expectAnswer(asked), timeoutNanos);
  }

  private void expectAnswer(long asked) {
    if (lastHeard - asked < 0) {
      session.timedOut();
    } else {
      answered();
    }
  }

  private void expectAnything() {
    long rest = patienceNanos() - (System.nanoTime() - lastHeard);
    if (rest <= 0) {
      session.timedOut();
    } else {
      later(this::expectAnything, rest);
    }
  }
}
