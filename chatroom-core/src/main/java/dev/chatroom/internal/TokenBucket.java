package dev.chatroom.internal;

import dev.chatroom.policy.RateLimit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A {@link RateLimit} at work. Safe for use by any thread. */
final class TokenBucket {

  private final RateLimit limit;
  private final Clock clock;
  private final long nanosPerPermit;

  // Guarded by this. What is owed to the bucket until it is full: the less the fuller.
  private Instant full;

  TokenBucket(RateLimit limit, Clock clock) {
    this.limit = limit;
    this.clock = clock;
    this.nanosPerPermit = Math.max(1, limit.period().toNanos() / limit.permits());
    this.full = clock.instant();
  }

  /** Takes one permit; returns zero when it was there, else how long until it will be. */
  synchronized Duration take() {
    Instant now = clock.instant();
    Instant latest = now.plusNanos(nanosPerPermit * limit.burst());
    if (full.isAfter(latest)) {
      // The clock was set back. The bucket is as empty as it can be, and not emptier.
      full = latest;
    }
    Instant start = full.isAfter(now) ? full : now;
    Instant next = start.plusNanos(nanosPerPermit);
    Duration missing = Duration.between(now, next).minusNanos(nanosPerPermit * limit.burst());
    if (missing.isNegative() || missing.isZero()) {
      full = next;
      return Duration.ZERO;
    }
    return missing;
  }
}
