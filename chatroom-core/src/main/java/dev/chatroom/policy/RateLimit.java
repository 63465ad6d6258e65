package dev.chatroom.policy;

import java.time.Duration;

/**
 * How many commands of one kind a session may send: a token bucket that holds {@code burst} and
 * gains {@code permits} per {@code period}.
 *
 * @param permits how many in a period; at least 1
 * @param period how long a period is; positive
 * @param burst how many at once after a rest; at least 1
 */
public record RateLimit(int permits, Duration period, int burst) {

  /** Checks the bounds given above. */
  public RateLimit {
    if (permits < 1) {
      throw new IllegalArgumentException("permits: " + permits + " (expected: > 0)");
    }
    if (period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException("period: " + period + " (expected: > 0)");
    }
    if (burst < 1) {
      throw new IllegalArgumentException("burst: " + burst + " (expected: > 0)");
    }
  }

  /**
   * Allows so many a second, and twice as many at once after a rest.
   *
   * @param permits how many; at least 1
   * @return the limit
   */
  public static RateLimit perSecond(int permits) {
    return new RateLimit(permits, Duration.ofSeconds(1), Math.multiplyExact(permits, 2));
  }
}
