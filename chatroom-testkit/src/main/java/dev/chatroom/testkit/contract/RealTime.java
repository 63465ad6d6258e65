package dev.chatroom.testkit.contract;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The time of this computer, for what happens on threads that nobody here runs. */
public final class RealTime {

  private static final long SHORTEST_PAUSE_NANOS = 50_000;
  private static final long LONGEST_PAUSE_NANOS = 5_000_000;

  private RealTime() {}

  /**
   * Looks again and again, less often by and by.
   *
   * @param patience for how long at most
   * @param condition what is waited for; asked by this thread
   * @return whether it came to hold
   */
  public static boolean await(Duration patience, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      long waited = System.nanoTime() - start;
      if (waited > patience.toNanos()) {
        return condition.getAsBoolean();
      }
      long pause = Math.min(LONGEST_PAUSE_NANOS, waited / 20);
      LockSupport.parkNanos(Math.max(SHORTEST_PAUSE_NANOS, pause));
    }
    return true;
  }
}
