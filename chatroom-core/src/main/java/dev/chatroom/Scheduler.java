package dev.chatroom;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs something later: what a room needs for graces, expiries and coalescing windows.
 *
 * <p>Safe for use by any thread. Tasks are short and do not block; they may run on any thread.
 */
@FunctionalInterface
public interface Scheduler {

  /**
   * Runs a task once, unless it is cancelled before.
   *
   * @param delay how long to wait; runs as soon as possible when not positive
   * @param task what to run
   * @return takes it back
   */
  Cancellable schedule(Duration delay, Runnable task);

  /**
   * Makes a scheduler of the platform's own timer, which hands tasks to an executor.
   *
   * @param executor runs the tasks
   * @return the scheduler; it owns no thread
   */
  static Scheduler system(Executor executor) {
    return new SystemScheduler(executor);
  }

  /**
   * Makes a scheduler of an executor of the application's own.
   *
   * @param executor runs the tasks, and must outlive the rooms
   * @return the scheduler
   */
  static Scheduler of(ScheduledExecutorService executor) {
    return (delay, task) -> {
      var scheduled = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> scheduled.cancel(false);
    };
  }

  /** Takes back what was scheduled. */
  @FunctionalInterface
  interface Cancellable {

    /** Does nothing when the task has run. */
    void cancel();
  }
}
