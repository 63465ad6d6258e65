package dev.chatroom.benchmarks.load;

import java.time.Duration;

/** Notices when a number has not changed for a while. */
final class Stillness {

  private final long nanos;
  private long value;
  private long sinceNanos = System.nanoTime();

  Stillness(Duration whileUnchanged) {
    this.nanos = whileUnchanged.toNanos();
  }

  /** Looks at the number; returns whether it has been the same for long enough. */
  boolean isStill(long number) {
    long now = System.nanoTime();
    if (number != value) {
      value = number;
      sinceNanos = now;
    }
    return now - sinceNanos > nanos;
  }
}
