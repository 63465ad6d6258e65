package dev.chatroom.testkit;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks in the caller, one at a time: a task that comes while another runs is run after it, by
 * whoever runs that one, as an event loop would.
 */
final class CallerRuns implements Executor {

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unfinished = new AtomicInteger();

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    if (unfinished.getAndIncrement() == 0) {
      drain();
    }
  }

  /** What a task throws comes out after all tasks have run. */
  private void drain() {
    @Nullable Throwable failure = null;
    do {
      try {
        tasks.remove().run();
      } catch (RuntimeException | Error thrown) {
        failure = thrown;
      }
    } while (unfinished.decrementAndGet() != 0);
    if (failure instanceof Error error) {
      throw error;
    } else if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
