package dev.chatroom.redis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * What time it is in Redis, as far as it is certain there: it may be later, by as long as an answer
 * took.
 *
 * <p>Each answer that says the time is a sample, which is late by the way back. The best of the
 * last few counts, so that one answer that took long does not, and that a server whose clock is
 * behind takes the place of another within a few beats. Safe for use by any thread.
 */
final class RedisClock {

  private static final int SAMPLES = 5;

  /** No answer takes so long: the clock was set back, or is another one. */
  private static final long SET_BACK_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** What is to be added to this computer's time, of no known origin. Guarded by this. */
  private final Deque<Long> samples = new ArrayDeque<>(SAMPLES);

  private volatile long aheadNanos;

  /** An answer says what time it was. */
  synchronized void heard(long millis) {
    long sample = TimeUnit.MILLISECONDS.toNanos(millis) - System.nanoTime();
    if (!samples.isEmpty() && aheadNanos - sample > SET_BACK_NANOS) {
      samples.clear();
    }
    if (samples.size() == SAMPLES) {
      samples.remove();
    }
    samples.add(sample);
    aheadNanos = samples.stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  /** Returns the time, in milliseconds since the epoch. */
  long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() + aheadNanos);
  }
}
