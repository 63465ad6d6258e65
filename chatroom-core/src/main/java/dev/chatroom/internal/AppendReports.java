package dev.chatroom.internal;

import java.util.concurrent.atomic.AtomicLong;

/** Tells the metrics what came into a log, each event once. Safe for use by any thread. */
final class AppendReports {

  private final Metrics metrics;
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  AppendReports(Metrics metrics) {
    this.metrics = metrics;
  }

  /** What a log has when it is opened did not come into it here. */
  void beginAt(LocalLog log) {
    events.set(log.head().offset());
    bytes.set(log.bytesEver());
  }

  /** Tells what came since the last time, if anything did. */
  void report(LocalLog log) {
    if (!metrics.isOn()) {
      return;
    }
    long eventsNow = log.head().offset();
    long bytesNow = log.bytesEver();
    // Another thread may have told of more by now, and must not be told back.
    long moreEvents = eventsNow - events.getAndUpdate(told -> Math.max(told, eventsNow));
    if (moreEvents > 0) {
      long moreBytes = bytesNow - bytes.getAndUpdate(told -> Math.max(told, bytesNow));
      metrics.appended((int) moreEvents, Math.max(0, moreBytes));
    }
  }
}
