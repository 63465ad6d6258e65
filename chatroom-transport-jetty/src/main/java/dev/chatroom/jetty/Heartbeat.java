package dev.chatroom.jetty;

import java.time.Duration;

/**
 * Notices when a client is gone: a ping each interval, and whatever comes counts as a sign of life.
 * On the session's lane.
 */
final class Heartbeat {

  private final Alarm alarm;
  private final long intervalNanos;
  private final long patienceNanos;
  private final Runnable ping;
  private final Runnable timedOut;
  private long lastHeard = System.nanoTime();
  private long nextPing;

  /**
   * Makes one that has not begun.
   *
   * @param ping asks the client
   * @param timedOut ends the session; called once
   */
  Heartbeat(Alarm alarm, Duration interval, Duration timeout, Runnable ping, Runnable timedOut) {
    this.alarm = alarm;
    this.intervalNanos = interval.toNanos();
    this.patienceNanos = interval.plus(timeout).toNanos();
    this.ping = ping;
    this.timedOut = timedOut;
  }

  void start() {
    heard();
    nextPing = lastHeard + intervalNanos;
    later(lastHeard);
  }

  /** Something came from the client. */
  void heard() {
    lastHeard = System.nanoTime();
  }

  private void beat() {
    long now = System.nanoTime();
    if (now - lastHeard >= patienceNanos) {
      timedOut.run();
      return;
    }
    if (now - nextPing >= 0) {
      nextPing = now + intervalNanos;
      ping.run();
    }
    later(now);
  }

  private void later(long now) {
    long untilLate = lastHeard + patienceNanos - now;
    alarm.set(Math.min(nextPing - now, untilLate), this::beat);
  }
}
