package dev.chatroom.testkit.backplane;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A thread that does one thing after another; while it is not open they wait. */
final class FarWay {

  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::run, "far way");

  // Guarded by this.
  private boolean open = true;
  private volatile boolean ended;

  FarWay() {
    thread.setDaemon(true);
    thread.start();
  }

  void go(Runnable task) {
    tasks.add(task);
  }

  synchronized void opens(boolean yes) {
    open = yes;
    notifyAll();
  }

  void drop() {
    tasks.clear();
  }

  /** Drops what waits. */
  void end() {
    ended = true;
    thread.interrupt();
  }

  /** Waits for what waits, if it is not for ever. */
  void endAfterAll() {
    if (ended || Thread.currentThread() == thread) {
      return;
    }
    CountDownLatch done = new CountDownLatch(1);
    go(done::countDown);
    try {
      boolean nothingWaits = done.await(1, TimeUnit.SECONDS);
      ended = ended || nothingWaits;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end();
  }

  private void run() {
    try {
      while (!ended) {
        Runnable task = tasks.take();
        awaitOpen();
        if (!ended) {
          task.run();
        }
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void awaitOpen() throws InterruptedException {
    while (!open) {
      wait();
    }
  }
}
