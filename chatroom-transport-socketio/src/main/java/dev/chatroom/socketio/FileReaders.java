package dev.chatroom.socketio;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that read files. There are none while nobody asks for a file.
 *
 * <p>A connection has one thing to read at a time. But what waits for a disk that is stuck stays
 * when its connection has gone and another has come, so whoever asks for a file has to ask first
 * whether too much waits. The pieces of a file that is being sent are taken without that.
 */
final class FileReaders implements Executor, AutoCloseable {

  static final int THREADS = 4;
  static final int MAX_WAITING = 4_096;

  private static final Logger LOG = LoggerFactory.getLogger(FileReaders.class);
  private static final long KEEP_SECONDS = 10;

  private final AtomicBoolean behind = new AtomicBoolean();
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

  /** Says whether so much waits that nothing more shall be asked for. */
  boolean areBehind() {
    int waiting = threads.getQueue().size();
    if (waiting >= MAX_WAITING) {
      if (!behind.getAndSet(true)) {
        LOG.warn(
            "files are not read as fast as they are asked for: {} wait, further requests are"
                + " refused",
            waiting);
      }
      return true;
    }
    if (waiting < MAX_WAITING / 2) {
      behind.set(false);
    }
    return false;
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
