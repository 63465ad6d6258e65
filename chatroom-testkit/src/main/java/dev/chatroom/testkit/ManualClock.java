package dev.chatroom.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that stands still until it is told to go on.
 *
 * <pre>{@code
 * ManualClock clock = new ManualClock();
 * ChatRooms rooms = ChatRooms.builder().clock(clock).build();
 * clock.advance(Duration.ofSeconds(1));
 * }</pre>
 *
 * <p>Safe for use by any thread. Clocks that {@link #withZone} returns show the same time, also
 * after they were made.
 */
public final class ManualClock extends Clock {

  /** What a clock shows that was not told otherwise. */
  public static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

  private final Time time;
  private final ZoneId zone;

  /** Makes a clock that shows {@link #START}, in UTC. */
  public ManualClock() {
    this(START);
  }

  /**
   * Makes a clock that shows a time, in UTC.
   *
   * @param start which time
   */
  public ManualClock(Instant start) {
    this(new Time(start), ZoneOffset.UTC);
  }

  private ManualClock(Time time, ZoneId zone) {
    this.time = time;
    this.zone = zone;
  }

  /**
   * Lets time pass.
   *
   * @param duration how much; not negative
   * @throws IllegalArgumentException when time would go back
   */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("duration: " + duration + " (expected: >= 0)");
    }
    time.advance(duration);
  }

  @Override
  public Instant instant() {
    return time.now();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new ManualClock(time, other);
  }

  @Override
  public String toString() {
    return "ManualClock[" + instant() + "]";
  }

  /** What the clocks of all zones share. */
  private static final class Time {

    // Guarded by this.
    private Instant now;

    Time(Instant start) {
      now = start;
    }

    synchronized Instant now() {
      return now;
    }

    synchronized void advance(Duration duration) {
      now = now.plus(duration);
    }
  }
}
