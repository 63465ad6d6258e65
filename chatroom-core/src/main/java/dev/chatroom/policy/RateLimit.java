package dev.chatroom.policy;

import java.time.Duration;

/**
 * How much of something may be done: a token bucket that holds {@code burst} and gains {@code
 * permits} per {@code period}. {@link RateLimits} says of what, and by whom.
 *
 * @param permits how many in a period; 1 to 1,000,000
 * @param period how long a period is; positive, at most a day
 * @param burst how many at once after a rest; 1 to 1,000,000
 */
public record RateLimit(int permits, Duration period, int burst) {

  private static final int MOST = 1_000_000;
  private static final Duration LONGEST = Duration.ofDays(1);

  /**
   * Checks the bounds given above.
   *
   * @param permits how many in a period
   * @param period how long a period is
   * @param burst how many at once after a rest
   */
  public RateLimit {
    checkCount("permits", permits);
    checkCount("burst", burst);
    if (period.isNegative() || period.isZero() || period.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "period: " + period + " (expected: > 0 and <= " + LONGEST + ")");
    }
  }

  private static void checkCount(String name, int value) {
    if (value < 1 || value > MOST) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 1 to " + MOST + ")");
    }
  }

  /**
   * Allows so many a second, and twice as many at once after a rest.
   *
   * @param permits how many; 1 to 1,000,000
   * @return the limit
   */
  public static RateLimit perSecond(int permits) {
    return new RateLimit(
        permits, Duration.ofSeconds(1), Math.min(MOST, 2 * Math.min(permits, MOST)));
  }
}
