package dev.chatroom.internal;

import dev.chatroom.spi.ChatMetrics;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application's metrics, kept from disturbing those who report to them. */
public final class Metrics {

  private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

  /** Counts nothing. */
  static final Metrics NONE = new Metrics(ChatMetrics.NONE);

  private final ChatMetrics metrics;
  private final boolean on;
  private final AtomicBoolean failed = new AtomicBoolean();

  /** Encoded while others may wait for it, and told when they do not; a lane's turn makes few. */
  private final Queue<String> encoded = new ConcurrentLinkedQueue<>();

  /**
   * Makes a guard.
   *
   * @param metrics the application's
   */
  public Metrics(ChatMetrics metrics) {
    this.metrics = metrics;
    this.on = metrics != ChatMetrics.NONE;
  }

  /** Returns whether anybody counts; where it costs something to know what is to be counted. */
  boolean isOn() {
    return on;
  }

  void roomOpened() {
    report(ChatMetrics::roomOpened);
  }

  void roomClosed() {
    report(ChatMetrics::roomClosed);
  }

  void sessionAttached() {
    report(ChatMetrics::sessionAttached);
  }

  void sessionEnded(String reason) {
    report(each -> each.sessionEnded(reason));
  }

  void appended(int events, long bytes) {
    report(each -> each.appended(events, bytes));
  }

  void refused(String code) {
    report(each -> each.refused(code));
  }

  void lagged(long bytes, boolean closed) {
    report(each -> each.lagged(bytes, closed));
  }

  void laneDrained(Duration took, int cursors, long furthestBehindBytes) {
    report(each -> each.laneDrained(took, cursors, furthestBehindBytes));
  }

  /** Notes that an event was encoded; may be called with a lock held. */
  void noteEncoded(String event) {
    encoded.add(event);
  }

  /** Tells what was encoded since the last time. */
  void tellEncoded() {
    for (String event = encoded.poll(); event != null; event = encoded.poll()) {
      String each = event;
      report(to -> to.encoded(each));
    }
  }

  void signalsDropped(int signals) {
    report(each -> each.signalsDropped(signals));
  }

  private void report(Consumer<ChatMetrics> what) {
    if (!on) {
      return;
    }
    try {
      what.accept(metrics);
    } catch (RuntimeException | Error failure) {
      if (failed.compareAndSet(false, true)) {
        LOG.error("metrics failed; further failures are not reported", failure);
      }
    }
  }
}
