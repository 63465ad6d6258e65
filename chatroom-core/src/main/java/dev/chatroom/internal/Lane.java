package dev.chatroom.internal;

import dev.chatroom.spi.Signal;
import java.time.Duration;
import java.time.Instant;
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

  /** How many signals wait for a turn; more are dropped. */
  private static final int MAX_PASSING = 64;

  private final Executor executor;
  private final Supplier<LocalLog> log;
  private final boolean servesLists;
  private final Runnable running = this::run;
  private final Runnable turning = this::takeTurn;
  private final Settings settings;
  private final AtomicInteger signals = new AtomicInteger();
  private final Queue<Cursor> arriving = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Queue<Signal> passing = new ConcurrentLinkedQueue<>();
  private final AtomicInteger passingCount = new AtomicInteger();
  private final Queue<Cursor> woken = new ConcurrentLinkedQueue<>();

  private final List<Cursor> cursors = new ArrayList<>();

  /** Those of them that may need a list of who is here that is not the one given to all. */
  private final List<Cursor> unlisted = new ArrayList<>(0);

  private final ListWindow lists;
  private final Turn turn;
  private @Nullable LocalLog fedLog;
  private long fedTarget;

  /**
   * Makes a lane.
   *
   * @param servesLists whether there are cursors that are to be given lists of who is here
   */
  Lane(Executor executor, Supplier<LocalLog> log, boolean servesLists, Settings settings) {
    this.executor = executor;
    this.servesLists = servesLists;
    this.log = log;
    this.settings = settings;
    this.turn = new Turn(log.get());
    this.lists =
        new ListWindow(settings.presence(), settings.clock(), settings.scheduler(), this::signal);
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

  /** Gives a signal to those who keep up, at the next turn, unless there are too many. */
  void pass(Signal signal) {
    if (passingCount.incrementAndGet() > MAX_PASSING) {
      passingCount.decrementAndGet();
      settings.metrics().signalsDropped(1);
      return;
    }
    passing.add(signal);
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
      executor.execute(running);
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
    for (int taken = 1; seen != 0; taken++) {
      guarded(turning);
      turn.end();
      seen = signals.addAndGet(-seen);
      if (seen != 0 && taken == TURNS_IN_A_ROW) {
        schedule();
        return;
      }
    }
  }

  private void takeTurn() {
    Instant began = settings.metrics().isOn() ? settings.clock().instant() : Instant.EPOCH;
    for (Runnable each : drain(tasks)) {
      guarded(each);
    }
    // First who was woken and then who arrives, as add() does it the other way round: a cursor that
    // arrives in between is fed as one of all, or is still woken at the next turn.
    List<Cursor> asked = drain(woken);
    List<Cursor> arrived = drain(arriving);
    if (!arrived.isEmpty()) {
      cursors.addAll(arrived);
      unlisted.addAll(arrived);
    }
    List<Signal> passed = drain(passing);
    passingCount.addAndGet(-passed.size());
    boolean listDue = lists.takeDue();
    begin(passed);
    boolean forAll = turn.log() != fedLog || turn.target() != fedTarget || listDue;
    fedLog = turn.log();
    fedTarget = turn.target();
    boolean someEnded = false;
    List<Cursor> fed = forAll || !passed.isEmpty() ? cursors : asked;
    int count = fed.size();
    for (int i = 0; i < count; i++) {
      Cursor each = fed.get(i);
      feed(each);
      someEnded |= each.ended();
    }
    if (someEnded) {
      cursors.removeIf(Cursor::ended);
    }
    if (settings.metrics().isOn()) {
      report(count, began);
    }
  }

  private void begin(List<Signal> passed) {
    LocalLog current = log.get();
    if (!servesLists) {
      unlisted.clear();
      turn.begin(current, current.last(), null, null, passed);
      return;
    }
    Place place = current.place();
    unlisted.removeIf(each -> each.ended() || each.isListed());
    if (!lists.allows(current, place) && !somebodyNeedsList(place)) {
      turn.begin(current, place.offset(), lists.given(), null, passed);
      return;
    }
    Roster roster = current.roster();
    if (lists.allows(current, new Place(roster.offset(), roster.version(), 0))) {
      lists.give(current, roster);
    }
    turn.begin(current, roster.offset(), lists.given(), roster, passed);
  }

  private boolean somebodyNeedsList(Place place) {
    for (Cursor each : unlisted) {
      if (each.needsList(place.occupants())) {
        return true;
      }
    }
    return false;
  }

  private void report(int fed, Instant began) {
    Duration took = Duration.between(began, settings.clock().instant());
    long furthest = cursors.stream().mapToLong(each -> each.bytesBehind(turn)).max().orElse(0);
    settings.metrics().laneDrained(took, fed, furthest);
    settings.metrics().tellEncoded();
  }

  private static <T> List<T> drain(Queue<T> queue) {
    T first = queue.poll();
    if (first == null) {
      return List.of();
    }
    List<T> drained = new ArrayList<>();
    for (T each = first; each != null; each = queue.poll()) {
      drained.add(each);
    }
    return drained;
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error failure) {
      LOG.error("task of a lane failed", failure);
    }
  }

  private void feed(Cursor cursor) {
    try {
      cursor.feed(turn);
    } catch (RuntimeException | Error failure) {
      LOG.error("cursor failed and is closed", failure);
      guarded(cursor::fail);
    }
  }
}
