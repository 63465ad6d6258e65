package dev.chatroom.testkit.simulation;

import dev.chatroom.testkit.ManualExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Executors that take turns as a seed says. */
final class Turns {

  private final List<ManualExecutor> executors = new ArrayList<>();
  private final Breaches breaches;
  private long tick;

  Turns(Breaches breaches) {
    this.breaches = breaches;
  }

  ManualExecutor newExecutor() {
    ManualExecutor executor = new ManualExecutor();
    executors.add(executor);
    return executor;
  }

  /** From here on it gets no turn; what waits in it waits on. */
  void halt(ManualExecutor executor) {
    executors.remove(executor);
  }

  void resume(ManualExecutor executor) {
    if (!executors.contains(executor)) {
      executors.add(executor);
    }
  }

  /** Returns a number that grows with every task that is run, and at each call of {@link #next}. */
  long tick() {
    return tick;
  }

  void next() {
    tick++;
  }

  /**
   * Runs tasks.
   *
   * @param most how many, if there are so many
   * @return how many were run
   */
  int run(int most, RandomGenerator order) {
    for (int run = 0; run < most; run++) {
      if (!runOne(order)) {
        return run;
      }
    }
    return most;
  }

  private boolean runOne(RandomGenerator order) {
    int busy = 0;
    for (ManualExecutor each : executors) {
      busy += each.pending() > 0 ? 1 : 0;
    }
    if (busy == 0) {
      return false;
    }
    ManualExecutor chosen = busyAt(order.nextInt(busy));
    tick++;
    Guarded.run(breaches, chosen::runNext);
    return true;
  }

  private ManualExecutor busyAt(int index) {
    int left = index;
    for (ManualExecutor each : executors) {
      if (each.pending() > 0 && left-- == 0) {
        return each;
      }
    }
    throw new IllegalStateException("index: " + index + " (expected: less, as fewer are busy)");
  }
}
