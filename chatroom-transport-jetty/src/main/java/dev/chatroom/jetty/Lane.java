package dev.chatroom.jetty;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what it is given in order and one at a time, on a thread or threads that it shares with
 * others. Whoever belongs to a lane needs no lock.
 *
 * <p>The queue is filled by any thread, and emptied by the one that runs the turn. What is counted
 * as pending is in the queue, so who takes pending from zero to one starts the only turn there is.
 * Whoever finds it due first runs it.
 *
 * <p>Jetty's {@code SerializedExecutor} keeps its thread as long as there is something to do, which
 * in a busy room is always.
 */
final class Lane implements Executor {

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  /** How much is run before it is the others' turn. */
  private static final int MAX_TASKS_A_TURN = 256;

  /** Where things go on when a server has stopped before the chat did: to say goodbye in rooms. */
  static final Executor LAST_RESORT = ForkJoinPool.commonPool();

  private final Executor threads;
  private final SharedTexts texts = new SharedTexts();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pending = new AtomicInteger();

  // A turn was asked for, and nobody has begun it.
  private final AtomicBoolean isDue = new AtomicBoolean();

  Lane(Executor threads) {
    this.threads = threads;
  }

  /** Returns what those on the lane are sent from. */
  SharedTexts texts() {
    return texts;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    if (pending.getAndIncrement() == 0) {
      schedule();
    }
  }

  /**
   * Runs something on the caller's thread, unless a turn is due or being run: then in its turn. So
   * what comes in is taken in without waking another thread. What comes of it has its turn after
   * that, so that it comes of all that came in meanwhile.
   */
  void runHere(Runnable task) {
    tasks.add(task);
    if (pending.getAndIncrement() == 0) {
      isDue.set(true);
      turn();
    }
  }

  /** Runs what waits on the caller's thread, unless a turn is being run. */
  void takeOver() {
    while (isDue.get()) {
      turn();
    }
  }

  private void schedule() {
    isDue.set(true);
    aside(this::turn);
  }

  /** Runs something on the threads that the lane runs on, but not as one of its tasks. */
  void aside(Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException threadsAreGone) {
      LAST_RESORT.execute(task);
    }
  }

  private void turn() {
    if (!isDue.compareAndSet(true, false)) {
      // Somebody took over.
      return;
    }
    int count = Math.min(pending.get(), MAX_TASKS_A_TURN);
    for (int i = 0; i < count; i++) {
      run(tasks.remove());
    }
    texts.forget();
    if (pending.addAndGet(-count) > 0) {
      schedule();
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable ours) {
      LOG.error("a task of a lane failed", ours);
    }
  }
}
