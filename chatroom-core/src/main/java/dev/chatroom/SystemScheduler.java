package dev.chatroom;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The timer that the platform keeps for {@link CompletableFuture}s. */
record SystemScheduler(Executor executor) implements Scheduler {

  private static final Duration LONGEST = Duration.ofDays(100 * 365);

  /** A future that is cancelled takes its place in the timer's queue with it. */
  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    CompletableFuture<Boolean> due = new CompletableFuture<>();
    var unused =
        due.completeOnTimeout(true, nanos(delay), TimeUnit.NANOSECONDS)
            .thenRunAsync(task, executor);
    return () -> due.cancel(false);
  }

  /** Of a time longer than the number can say, as much as it can. */
  private static long nanos(Duration delay) {
    return delay.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : Math.max(0, delay.toNanos());
  }
}
