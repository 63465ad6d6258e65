package dev.chatroom.redisserver;

import java.time.Duration;

/** Waits for what another process does. */
final class Patience {

  private static final long LOOK_MILLIS = 10;

  private Patience() {}

  /** Something that comes true. */
  @FunctionalInterface
  interface Condition {
    boolean holds();
  }

  static void await(Duration bound, String what, Condition condition) {
    long end = System.nanoTime() + bound.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(what + ": not there after " + bound);
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException hurry) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(what, hurry);
      }
    }
  }
}
