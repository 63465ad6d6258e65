package dev.chatroom.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cursors of one room that one executor serves.
 *
 * <p>Any thread signals; the executor is asked to run the lane once, however many signals come
 * until it has run. A lane runs in one place at a time, also on an executor that runs tasks at
 * once, in the caller: a signal from within a turn makes another turn after it. The fields below
 * {@code woken} belong to the thread that runs the lane.
 */
final class Lane {

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  /** How many turns a lane takes before it lets the executor's other tasks run. */
  private static final int TURNS_IN_A_ROW = 16;

  private final Executor executor;
  private final Supplier<Turn> turns;
  private final AtomicInteger signals = new AtomicInteger();
  private final Queue<Cursor> arriving = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Queue<Cursor> woken = new ConcurrentLinkedQueue<>();

  private final List<Cursor> cursors = new ArrayList<>();
  private @Nullable LocalLog fedLog;
  private long fedTarget;

  Lane(Executor executor, Supplier<Turn> turns) {
    this.executor = executor;
    this.turns = turns;
  }

  /** Runs something in the next turn, before cursors are fed. */
  void submit(Runnable task) {
    tasks.add(task);
    signal();
  }

  /** Adds a cursor; it is fed at the next turn. */
  void add(Cursor cursor) {
    arriving.add(cursor);
    wake(cursor);
  }

  /** Feeds one cursor at the next turn, even if there is nothing new in the log. */
  void wake(Cursor cursor) {
    woken.add(cursor);
    signal();
  }

  /** Feeds all cursors, if there is something new in the log. */
  void signal() {
    if (signals.getAndIncrement() == 0) {
      schedule();
    }
  }

  private void schedule() {
    try {
      executor.execute(this::run);
    } catch (RejectedExecutionException executorIsGone) {
      signals.set(0);
      LOG.debug("lane not run: {}", executorIsGone.toString());
    } catch (RuntimeException failure) {
      signals.set(0);
      LOG.error("lane not run; its executor failed", failure);
    }
  }

  private void run() {
    int seen = signals.get();
    for (int turn = 1; seen != 0; turn++) {
      guarded(this::takeTurn);
      seen = signals.addAndGet(-seen);
      if (seen != 0 && turn == TURNS_IN_A_ROW) {
        schedule();
        return;
      }
    }
  }

  private void takeTurn() {
    for (Runnable each = tasks.poll(); each != null; each = tasks.poll()) {
      guarded(each);
    }
    // First who was woken and then who arrives, as add() does it the other way round: a cursor that
    // arrives in between is fed as one of all, or is still woken at the next turn.
    List<Cursor> asked = new ArrayList<>();
    for (Cursor each = woken.poll(); each != null; each = woken.poll()) {
      asked.add(each);
    }
    for (Cursor each = arriving.poll(); each != null; each = arriving.poll()) {
      cursors.add(each);
    }
    Turn turn = turns.get();
    boolean somethingNew = turn.log() != fedLog || turn.target() != fedTarget;
    fedLog = turn.log();
    fedTarget = turn.target();
    boolean someEnded = false;
    for (Cursor each : somethingNew ? cursors : asked) {
      feed(each, turn);
      someEnded |= each.ended();
    }
    if (someEnded) {
      cursors.removeIf(Cursor::ended);
    }
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error failure) {
      LOG.error("task of a lane failed", failure);
    }
  }

  private static void feed(Cursor cursor, Turn turn) {
    try {
      cursor.feed(turn);
    } catch (RuntimeException | Error failure) {
      LOG.error("cursor failed and is closed", failure);
      guarded(cursor::fail);
    }
  }
}
