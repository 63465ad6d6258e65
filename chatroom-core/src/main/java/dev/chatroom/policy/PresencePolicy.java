package dev.chatroom.policy;

import java.time.Duration;

/**
 * How often, and up to which size, clients get the list of who is here.
 *
 * <p>A change is told at once, unless a list was sent within the window; then the next one comes
 * when the window ends, so that the last one always comes. The window is as wide as the list is
 * long, and a list that nobody could read is not sent: its length is.
 *
 * @param windowPerName how much wider the window is for each name; at least 0, at most a second
 * @param maxWindow how wide it is at most; at least 0, at most a minute
 * @param maxListed how many names a list has at most; a larger room sends {@code occupants} with
 *     their number instead; at least 0
 */
public record PresencePolicy(Duration windowPerName, Duration maxWindow, int maxListed) {

  /** A window narrower than this is none: people do not notice, and timers cost. */
  private static final Duration NARROWEST = Duration.ofMillis(2);

  private static final Duration WIDEST = Duration.ofMinutes(1);

  /**
   * Checks the bounds given above.
   *
   * @param windowPerName how much wider the window is for each name
   * @param maxWindow how wide it is at most
   * @param maxListed how many names a list has at most
   */
  public PresencePolicy {
    check("windowPerName", windowPerName, Duration.ofSeconds(1));
    check("maxWindow", maxWindow, WIDEST);
    if (maxListed < 0) {
      throw new IllegalArgumentException("maxListed: " + maxListed + " (expected: >= 0)");
    }
  }

  /** {@return the defaults: 100 µs for each name, at most 2 s, and 1,000 names} */
  public static PresencePolicy defaults() {
    return new PresencePolicy(Duration.ofNanos(100_000), Duration.ofSeconds(2), 1_000);
  }

  /**
   * Returns how long after one list the next may come.
   *
   * @param names how long the list is
   * @return how long; zero where every change is told at once
   */
  public Duration window(int names) {
    Duration wide = windowPerName.multipliedBy(names);
    Duration window = wide.compareTo(maxWindow) < 0 ? wide : maxWindow;
    return window.compareTo(NARROWEST) < 0 ? Duration.ZERO : window;
  }

  private static void check(String name, Duration value, Duration most) {
    if (value.isNegative() || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 0 to " + most + ")");
    }
  }
}
