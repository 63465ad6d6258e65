package dev.chatroom.socketio;

import dev.chatroom.CloseReason;
import dev.chatroom.socketio.SocketIoTransport.Settings;

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

  Heartbeat(EngineSession session, Settings settings) {
    this.session = session;
    this.intervalNanos = settings.pingInterval().toNanos();
    this.timeoutNanos = settings.pingTimeout().toNanos();
  }

  void start() {
    heard();
    if (session.version() == EngineVersion.V4) {
      session.schedule(this::ask, intervalNanos);
    } else {
      session.schedule(this::expectAnything, intervalNanos + timeoutNanos);
    }
  }

  /** Something came from the client. */
  void heard() {
    lastHeard = System.nanoTime();
  }

  /** The client answered. */
  void answered() {
    if (asking) {
      asking = false;
      session.schedule(this::ask, intervalNanos);
    }
  }

  private void ask() {
    long asked = System.nanoTime();
    asking = true;
    session.link().write("2");
    session.link().flush();
    session.schedule(() -> expectAnswer(asked), timeoutNanos);
  }

  private void expectAnswer(long asked) {
    if (lastHeard - asked < 0) {
      session.close(CloseReason.TIMED_OUT);
    } else {
      answered();
    }
  }

  private void expectAnything() {
    long rest = intervalNanos + timeoutNanos - (System.nanoTime() - lastHeard);
    if (rest <= 0) {
      session.close(CloseReason.TIMED_OUT);
    } else {
      session.schedule(this::expectAnything, rest);
    }
  }
}
