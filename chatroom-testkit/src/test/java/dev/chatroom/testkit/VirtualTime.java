package dev.chatroom.testkit;

import dev.chatroom.ChatRooms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Executors that take turns as a seed says, and a clock that goes on when there is nothing else to
 * do.
 */
final class VirtualTime {

  /** How many tasks run until somebody looks again whether they have what they wait for. */
  private static final int TASKS_IN_A_ROW = 16;

  /** How far time goes on until what is waited for counts as never coming. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration TICK = Duration.ofMillis(100);

  final ManualClock clock = new ManualClock();
  final Random random;
  private final List<ManualExecutor> executors = new ArrayList<>();

  VirtualTime(long seed) {
    random = new Random(seed);
  }

  ManualExecutor newExecutor() {
    ManualExecutor executor = new ManualExecutor();
    executors.add(executor);
    return executor;
  }

  ChatRooms.Builder rooms() {
    return ChatRooms.builder().executor(newExecutor()).clock(clock).scheduler(clock).random(random);
  }

  boolean await(BooleanSupplier condition) {
    Duration waited = Duration.ZERO;
    while (!condition.getAsBoolean()) {
      if (runSome()) {
        continue;
      }
      if (waited.compareTo(PATIENCE) > 0) {
        return false;
      }
      clock.advance(TICK);
      waited = waited.plus(TICK);
    }
    return true;
  }

  private boolean runSome() {
    List<ManualExecutor> busy = new ArrayList<>();
    for (int ran = 0; ran < TASKS_IN_A_ROW; ran++) {
      busy.clear();
      for (ManualExecutor each : executors) {
        if (each.pending() > 0) {
          busy.add(each);
        }
      }
      if (busy.isEmpty()) {
        return ran > 0;
      }
      busy.get(random.nextInt(busy.size())).runNext();
    }
    return true;
  }
}
