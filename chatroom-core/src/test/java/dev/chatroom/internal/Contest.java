package dev.chatroom.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads that start at once, for the few tests that are about races. */
final class Contest implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 30;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** Runs all at the same time and returns what they return; what one throws is thrown here. */
  <T> List<T> between(List<Callable<T>> contestants) throws Exception {
    CyclicBarrier start = new CyclicBarrier(contestants.size());
    List<Future<T>> running = new ArrayList<>();
    for (Callable<T> each : contestants) {
      running.add(
          threads.submit(
              () -> {
                start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return each.call();
              }));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> each : running) {
      results.add(each.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
    return results;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
