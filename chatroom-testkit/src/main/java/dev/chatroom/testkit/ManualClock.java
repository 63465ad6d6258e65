package dev.chatroom.testkit;

import dev.chatroom.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until it is told to go on, and the scheduler that goes by it.
 *
 * <pre>{@code
 * ManualClock clock = new ManualClock();
 * ChatRooms rooms = ChatRooms.builder().clock(clock).scheduler(clock).build();
 * clock.advance(Duration.ofSeconds(1));
 * }</pre>
 *
 * <p>What was scheduled runs while the clock is advanced, on the thread that does, each at its own
 * time and in the order of these times.
 *
 * <p>Safe for use by any thread. Clocks that {@link #withZone} returns show the same time, also
 * after they were made.
 */
public final class ManualClock extends Clock implements Scheduler {

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
   * Lets time pass, and runs what was scheduled for it.
   *
   * @param duration how much; not negative
   * @throws IllegalArgumentException when time would go back
   */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("duration: " + duration + " (expected: >= 0)");
    }
    Instant end = time.now().plus(duration);
    for (Runnable due = time.goToNext(end); due != null; due = time.goToNext(end)) {
      due.run();
    }
  }

  /** Runs the task when the clock is advanced to its time, and never before. */
  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    return time.schedule(delay, task);
  }

  /** {@return how many tasks wait for their time} */
  public int scheduled() {
    return time.scheduled();
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

  /**
   * A task with its time; of two at one time, the one that was scheduled first comes first.
   *
   * @param due its time
   * @param number counts the tasks
   * @param task what to run
   */
  private record Alarm(Instant due, long number, Runnable task) {}

  /** What the clocks of all zones share. */
  private static final class Time {

    // Guarded by this.
    private final Queue<Alarm> alarms =
        new PriorityQueue<>(Comparator.comparing(Alarm::due).thenComparing(Alarm::number));
    private Instant now;
    private long alarmsEver;

    Time(Instant start) {
      now = start;
    }

    synchronized Instant now() {
      return now;
    }

    synchronized int scheduled() {
      return alarms.size();
    }

    synchronized Cancellable schedule(Duration delay, Runnable task) {
      Alarm alarm =
          new Alarm(now.plus(delay.isNegative() ? Duration.ZERO : delay), alarmsEver++, task);
      alarms.add(alarm);
      return () -> cancel(alarm);
    }

    private synchronized void cancel(Alarm alarm) {
      alarms.remove(alarm);
    }

    /** Goes to the time of the next task that is due by then, or to the end. */
    synchronized @Nullable Runnable goToNext(Instant end) {
      Alarm next = alarms.peek();
      if (next == null || next.due().isAfter(end)) {
        now = end.isAfter(now) ? end : now;
        return null;
      }
      alarms.remove();
      now = next.due().isAfter(now) ? next.due() : now;
      return next.task();
    }
  }
}
