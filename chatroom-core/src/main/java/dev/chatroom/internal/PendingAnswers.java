package dev.chatroom.internal;

import dev.chatroom.Outcome;
import dev.chatroom.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  // Guarded by this; whether it is empty may be asked without.
  private final Map<Long, Pending> byCommand = new TreeMap<>();
  private volatile boolean empty = true;

  boolean isEmpty() {
    return empty;
  }

  /** Returns whether no more should be added. */
  synchronized boolean isFull() {
    return byCommand.size() >= MAX_PENDING;
  }

  synchronized CompletableFuture<Outcome> add(long command) {
    CompletableFuture<Outcome> answer = new CompletableFuture<>();
    byCommand.put(command, new Pending(answer, null));
    empty = false;
    return answer;
  }

  /** Says where a command went, for the case that the cursor never meets its event. */
  synchronized void appended(long command, Position position) {
    byCommand.computeIfPresent(command, (key, known) -> new Pending(known.answer, position));
  }

  /** Answers one command, unless it was answered. */
  void complete(long command, Outcome outcome) {
    Pending known = remove(command);
    if (known != null) {
      known.answer.complete(outcome);
    }
  }

  /** Answers the commands whose events are known to stand in this epoch at or before an offset. */
  void completeThrough(String epoch, long offset) {
    answer(appended(position -> position.epoch().equals(epoch) && position.offset() <= offset));
  }

  /** Answers the commands whose events are known to stand in other epochs than this. */
  void completeElsewhere(String epoch) {
    answer(appended(position -> !position.epoch().equals(epoch)));
  }

  /** Answers the commands that are known to be in a log, for the case that nobody reads on. */
  void completeAppended() {
    answer(appended(position -> true));
  }

  private void answer(List<Map.Entry<Long, Position>> due) {
    for (Map.Entry<Long, Position> each : due) {
      complete(each.getKey(), new Outcome.Accepted(each.getValue()));
    }
  }

  private synchronized @Nullable Pending remove(long command) {
    Pending removed = byCommand.remove(command);
    empty = byCommand.isEmpty();
    return removed;
  }

  private synchronized List<Map.Entry<Long, Position>> appended(Predicate<Position> where) {
    List<Map.Entry<Long, Position>> due = new ArrayList<>();
    byCommand.forEach(
        (command, pending) -> {
          Position position = pending.position;
          if (position != null && where.test(position)) {
            due.add(Map.entry(command, position));
          }
        });
    return due;
  }

  private record Pending(CompletableFuture<Outcome> answer, @Nullable Position position) {}
}
