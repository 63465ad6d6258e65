package dev.chatroom.socketio;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that read files. There are none while nobody asks for a file. What waits for them is
 * bounded by the connections, each of which has one thing to read at a time.
 */
final class FileReaders implements Executor, AutoCloseable {

  private static final int THREADS = 4;
  private static final long KEEP_SECONDS = 10;

  private final AtomicInteger numbers = new AtomicInteger();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          KEEP_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          this::thread);

  FileReaders() {
    threads.allowCoreThreadTimeOut(true);
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "chatroom-files-" + numbers.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void execute(Runnable reading) {
    threads.execute(reading);
  }

  /** Returns at once; a thread that is stuck in a read ends when that does. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
