package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for conditions that only others can make true. */
final class Waiting {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private Waiting() {}

  static void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).as("waits until %s", what).isNegative();
      Thread.onSpinWait();
    }
  }
}
