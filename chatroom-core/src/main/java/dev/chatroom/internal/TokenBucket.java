package dev.chatroom.internal;

import dev.chatroom.policy.RateLimit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A {@link RateLimit} at work. Safe for use by any thread. */
final class TokenBucket {

  private final Clock clock;
  private final Duration perPermit;
  private final Duration capacity;

  // Guarded by this. What is owed to the bucket until it is full: the less the fuller.
  private Instant full;

  TokenBucket(RateLimit limit, Clock clock) {
    this.clock = clock;
    Duration even = limit.period().dividedBy(limit.permits());
    this.perPermit = even.isZero() ? Duration.ofNanos(1) : even;
    this.capacity = perPermit.multipliedBy(limit.burst());
    this.full = clock.instant();
  }

  /** Takes one permit; returns zero when it was there, else how long until it will be. */
  synchronized Duration take() {
    Instant now = clock.instant();
    Instant latest = now.plus(capacity);
    if (full.isAfter(latest)) {
      // The clock was set back. The bucket is as empty as it can be, and not emptier.
      full = latest;
    }
    Instant start = full.isAfter(now) ? full : now;
    Instant next = start.plus(perPermit);
    Duration missing = Duration.between(now, next).minus(capacity);
    if (missing.isNegative() || missing.isZero()) {
      full = next;
      return Duration.ZERO;
    }
    return missing;
  }

  /** Gives back what was taken and not used. */
  synchronized void giveBack() {
    full = full.minus(perPermit);
  }

  /** Returns whether it is as good as a new one. */
  synchronized boolean isFull() {
    return !full.isAfter(clock.instant());
  }
}
