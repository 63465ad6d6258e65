package dev.chatroom.internal;

import dev.chatroom.Outcome;
import dev.chatroom.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one session that wait for its cursor to reach what they became.
 *
 * <p>Commands are added by any thread before they are appended, so that the cursor cannot reach the
 * event first. Stages are completed with no monitor held.
 */
final class PendingAnswers {

  /**
   * How many may wait: more than one turn of an event loop can bring, whose lane comes after it.
   */
  static final int MAX_PENDING = 16_384;

  /** How many take no room to speak of. */
  private static final int FEW = 8;

  /** An answer that is awaited. */
  static final class Answer extends CompletableFuture<Outcome> {

    private final long command;
    private final boolean ofClient;
    private volatile @Nullable Position position;

    private Answer(long command, boolean ofClient) {
      this.command = command;
      this.ofClient = ofClient;
    }

    /** Returns which command of its session it answers. */
    long command() {
      return command;
    }

    /** Says where the command went, for the case that the cursor never meets its event. */
    void appended(Position at) {
      position = at;
    }

    private boolean isAt(Predicate<Position> where) {
      Position at = position;
      return at != null && where.test(at);
    }

    private void accept() {
      Position at = position;
      if (at != null) {
        complete(new Outcome.Accepted(at));
      }
    }
  }

  // Guarded by this, in the order of the commands; whether it is empty may be asked without.
  private Deque<Answer> waiting = new ArrayDeque<>(0);
  private int mostWaiting;
  private volatile boolean empty = true;
  private long lastCommand;

  boolean isEmpty() {
    return empty;
  }

  /** Returns the number of a command that nobody waits for. */
  synchronized long nextCommand() {
    lastCommand++;
    return lastCommand;
  }

  /** Returns whether the client waits for any, and not only the session itself. */
  synchronized boolean isClientWaiting() {
    return waiting.stream().anyMatch(each -> each.ofClient);
  }

  /**
   * Adds the next command; nothing when as many wait as may.
   *
   * @param ofClient whether the client asked, and is told
   */
  synchronized @Nullable Answer add(boolean ofClient) {
    if (waiting.size() == MAX_PENDING) {
      return null;
    }
    Answer answer = new Answer(nextCommand(), ofClient);
    waiting.add(answer);
    mostWaiting = Math.max(mostWaiting, waiting.size());
    empty = false;
    return answer;
  }

  /** Answers the command whose event the cursor has met, unless it was answered. */
  void met(long command, Outcome outcome) {
    Answer answer = removeFirst(command);
    if (answer != null) {
      answer.complete(outcome);
    }
  }

  /** Answers a command, unless it was answered. */
  void complete(Answer answer, Outcome outcome) {
    remove(answer);
    answer.complete(outcome);
  }

  /** Answers the commands whose events are known to stand in this epoch at or before an offset. */
  void completeThrough(String epoch, long offset) {
    accept(position -> position.epoch().equals(epoch) && position.offset() <= offset);
  }

  /** Answers the commands whose events are known to stand in other epochs than this. */
  void completeElsewhere(String epoch) {
    accept(position -> !position.epoch().equals(epoch));
  }

  /** Answers the commands that are known to be in a log, for the case that nobody reads on. */
  void completeAppended() {
    accept(position -> true);
  }

  private void accept(Predicate<Position> where) {
    for (Answer each : remove(where)) {
      each.accept();
    }
  }

  /** Events are met in the order of the log, which is nearly that of the commands. */
  private synchronized @Nullable Answer removeFirst(long command) {
    Iterator<Answer> inOrder = waiting.iterator();
    while (inOrder.hasNext()) {
      Answer next = inOrder.next();
      if (next.command == command) {
        inOrder.remove();
        someWereRemoved();
        return next;
      } else if (next.command > command) {
        return null;
      }
    }
    return null;
  }

  /** What is answered without an event has not waited for long. */
  private synchronized void remove(Answer answer) {
    waiting.removeLastOccurrence(answer);
    someWereRemoved();
  }

  private synchronized List<Answer> remove(Predicate<Position> where) {
    List<Answer> removed = new ArrayList<>(0);
    waiting.removeIf(each -> each.isAt(where) && removed.add(each));
    someWereRemoved();
    return removed;
  }

  /** The room that a burst took is given back: a deque itself never shrinks. */
  private void someWereRemoved() {
    empty = waiting.isEmpty();
    if (empty && mostWaiting > FEW) {
      waiting = new ArrayDeque<>(0);
      mostWaiting = 0;
    }
  }
}
