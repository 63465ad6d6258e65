package dev.chatroom.testkit.contract;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The time of this computer, for what happens on threads that nobody here runs. */
public final class RealTime {

  private static final long SHORTEST_PAUSE_NANOS = 50_000;
  private static final long LONGEST_PAUSE_NANOS = 5_000_000;

  /**
   * How much later than it asked for a thread may be woken while nothing is out of the ordinary.
   */
  private static final long ORDINARY_DELAY_NANOS = 50_000_000;

  private RealTime() {}

  /**
   * Looks again and again, less often by and by. Time in which this computer stood still, or had no
   * processor for the thread that looks, is none in which something could have happened: it does
   * not count.
   *
   * @param patience for how long at most
   * @param condition what is waited for; asked by this thread
   * @return whether it came to hold
   */
  public static boolean await(Duration patience, BooleanSupplier condition) {
    long start = System.nanoTime();
    long stoodStill = 0;
    while (!condition.getAsBoolean()) {
      long looked = System.nanoTime();
      long waited = looked - start - stoodStill;
      if (waited > patience.toNanos()) {
        return condition.getAsBoolean();
      }
      long pause = Math.max(SHORTEST_PAUSE_NANOS, Math.min(LONGEST_PAUSE_NANOS, waited / 20));
      LockSupport.parkNanos(pause);
      long late = System.nanoTime() - looked - pause;
      stoodStill += late > ORDINARY_DELAY_NANOS ? late : 0;
    }
    return true;
  }
}
