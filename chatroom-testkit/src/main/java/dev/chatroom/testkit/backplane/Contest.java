package dev.chatroom.testkit.backplane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads that start at once, for the rules that are about races. */
final class Contest implements AutoCloseable {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final long patienceMillis;

  Contest(Duration patience) {
    this.patienceMillis = patience.toMillis();
  }

  /** Runs all at the same time and returns what they return; what one throws is thrown here. */
  <T> List<T> between(List<Callable<T>> contestants) throws Exception {
    CyclicBarrier start = new CyclicBarrier(contestants.size());
    List<Future<T>> running = new ArrayList<>();
    for (Callable<T> each : contestants) {
      running.add(
          threads.submit(
              () -> {
                start.await(patienceMillis, TimeUnit.MILLISECONDS);
                return each.call();
              }));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> each : running) {
      results.add(each.get(patienceMillis, TimeUnit.MILLISECONDS));
    }
    return results;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
