package dev.chatroom.socketio;

import java.util.concurrent.TimeUnit;

/**
 * How often a client may ask for a namespace on one connection: {@value #AT_ONCE} times at once,
 * and once a second. Each time somebody is authenticated, enters a room and is told all about it,
 * which the limits of a room's members do not count.
 *
 * <p>Time is in nanoseconds, as of {@link System#nanoTime}.
 */
final class ConnectRate {

  static final int AT_ONCE = 10;

  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

  /** When as many as may be at once may be again. */
  private long rested;

  ConnectRate(long now) {
    this.rested = now;
  }

  /** Returns whether the client may, which counts then. */
  boolean take(long now) {
    long debt = Math.max(0, rested - now);
    if (debt > (AT_ONCE - 1) * INTERVAL) {
      return false;
    }
    rested = now + debt + INTERVAL;
    return true;
  }
}
