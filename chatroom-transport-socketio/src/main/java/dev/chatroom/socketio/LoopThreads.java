package dev.chatroom.socketio;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of our own event loops. They keep the process alive, as those of a server should,
 * until it is stopped.
 */
final class LoopThreads implements ThreadFactory {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final List<Thread> made = new CopyOnWriteArrayList<>();

  @Override
  public Thread newThread(Runnable eventLoop) {
    Thread thread =
        new FastThreadLocalThread(eventLoop, "chatroom-socketio-" + COUNT.incrementAndGet());
    thread.setDaemon(false);
    made.add(thread);
    return thread;
  }

  /** An event loop has ended a moment before its thread has. */
  void join(long seconds) {
    boolean interrupted = false;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (Thread each : made) {
      long rest = deadline - System.nanoTime();
      while (each.isAlive() && rest > 0) {
        try {
          TimeUnit.NANOSECONDS.timedJoin(each, rest);
        } catch (InterruptedException waitOn) {
          interrupted = true;
        }
        rest = deadline - System.nanoTime();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
