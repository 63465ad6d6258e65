package dev.chatroom.testkit;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An executor whose tasks wait until the test runs them.
 *
 * <pre>{@code
 * ManualExecutor executor = new ManualExecutor();
 * ChatRooms rooms = ChatRooms.builder().executor(executor).build();
 * rooms.room("lobby").addListener((room, event) -> System.out.println(event));
 * executor.runAll();
 * }</pre>
 *
 * <p>Tasks run in the order in which they came, one at a time, on the thread that runs them. Any
 * thread may hand tasks in, also a task; while one runs, nobody can run another. What a task throws
 * comes out of the method that ran it, and the tasks after it stay.
 *
 * <p>Two executors are two lanes of a room: which of them runs first is for the test to say.
 */
public final class ManualExecutor implements Executor {

  /** How many tasks {@link #runAll} runs unless the constructor was told otherwise. */
  public static final int DEFAULT_MAX_TASKS = 100_000;

  private final int maxTasks;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicBoolean running = new AtomicBoolean();

  /** Makes an executor without tasks. */
  public ManualExecutor() {
    this(DEFAULT_MAX_TASKS);
  }

  /**
   * Makes an executor without tasks.
   *
   * @param maxTasks how many tasks one {@link #runAll} runs at most; at least 1
   */
  public ManualExecutor(int maxTasks) {
    if (maxTasks < 1) {
      throw new IllegalArgumentException("maxTasks: " + maxTasks + " (expected: > 0)");
    }
    this.maxTasks = maxTasks;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    pending.incrementAndGet();
  }

  /** {@return how many tasks wait} */
  public int pending() {
    return pending.get();
  }

  /**
   * Runs the task that has waited longest.
   *
   * @return whether there was one
   * @throws IllegalStateException when a task of this executor is running
   */
  public boolean runNext() {
    if (!running.compareAndSet(false, true)) {
      throw new IllegalStateException("a task is running (expected: one at a time)");
    }
    try {
      Runnable task = tasks.poll();
      if (task == null) {
        return false;
      }
      pending.decrementAndGet();
      task.run();
      return true;
    } finally {
      running.set(false);
    }
  }

  /**
   * Runs tasks until none waits, those included that come in meanwhile.
   *
   * @return how many were run
   * @throws IllegalStateException when there is no end to them within the bound given to the
   *     constructor, or when a task of this executor is running
   */
  public int runAll() {
    int run = 0;
    while (runNext()) {
      run++;
      if (run == maxTasks && pending() > 0) {
        throw new IllegalStateException(
            "runAll: "
                + run
                + " tasks run, "
                + pending()
                + " pending (maxTasks: "
                + maxTasks
                + ")");
      }
    }
    return run;
  }
}
