package dev.chatroom.internal;

import dev.chatroom.Scheduler;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Those who wait for a log to be opened, which takes a backplane outside the process a while. Safe
 * for use by any thread.
 */
final class Opening {

  private final CompletableFuture<Void> known = new CompletableFuture<>();

  /** Somebody who waits: a stage of {@code known} would stay there after its own end. */
  private static final class Waiting extends CompletableFuture<Boolean> {}

  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();

  private volatile boolean over;

  /**
   * Returns a stage that completes when the log is there, or with a failure when it will not be.
   */
  CompletionStage<Void> known() {
    return known.minimalCompletionStage();
  }

  /** Completes with whether the log was there before a time was over. */
  CompletionStage<Boolean> within(Duration limit, Scheduler scheduler) {
    Waiting one = new Waiting();
    waiting.add(one);
    Scheduler.Cancellable alarm = scheduler.schedule(limit, () -> one.complete(false));
    var unused =
        one.whenComplete(
            (opened, failure) -> {
              alarm.cancel();
              waiting.remove(one);
            });
    if (over) {
      one.complete(isKnown());
    }
    return one;
  }

  private boolean isKnown() {
    return known.isDone() && !known.isCompletedExceptionally();
  }

  /** The log is there. */
  void opened() {
    known.complete(null);
    tell();
  }

  /** Nobody need wait any longer: if the log is not there yet, it will not be. */
  void end() {
    known.completeExceptionally(
        new IllegalStateException("the room was closed before it was opened"));
    tell();
  }

  private void tell() {
    over = true;
    boolean isKnown = isKnown();
    waiting.forEach(each -> each.complete(isKnown));
  }
}
