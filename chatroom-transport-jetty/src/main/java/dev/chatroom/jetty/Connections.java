package dev.chatroom.jetty;

import dev.chatroom.CloseReason;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients of a transport, so that a stop can end them. Safe for use by any thread. */
final class Connections {

  /** How long it takes at most until who was cut off is gone. */
  private static final Duration CUT = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private final Duration cut;

  // Guarded by this.
  private final Set<ChatClient> open = new HashSet<>();
  private boolean isEnding;

  Connections() {
    this(CUT);
  }

  /**
   * Begins without clients.
   *
   * @param cut how long it may take until who was cut off is gone
   */
  Connections(Duration cut) {
    this.cut = cut;
  }

  /** Adds a client, if the end has not begun. */
  synchronized boolean add(ChatClient client) {
    return !isEnding && open.add(client);
  }

  synchronized void remove(ChatClient client) {
    open.remove(client);
    notifyAll();
  }

  synchronized int count() {
    return open.size();
  }

  /** Ends all with a word; none is added from now on. */
  void closeAll(CloseReason reason) {
    List<ChatClient> ended;
    synchronized (this) {
      isEnding = true;
      ended = List.copyOf(open);
    }
    ended.forEach(client -> client.end(reason));
  }

  /** Waits until all are gone; after the limit, or an interrupt, cuts off who is left. */
  void awaitEmpty(Duration limit) {
    boolean interrupted = awaitUntil(deadline(limit));
    List<ChatClient> left = left();
    left.forEach(ChatClient::abort);
    long deadline = deadline(cut);
    while (awaitUntil(deadline)) {
      interrupted = true;
    }
    leaveWithoutThreads(takeLeft());
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nobody stays in a room because all threads of the server are busy. */
  private static void leaveWithoutThreads(List<ChatClient> left) {
    if (!left.isEmpty()) {
      LOG.warn("threads of the server do not come to the end of {} clients", left.size());
      left.forEach(ChatClient::leaveAtOnce);
    }
  }

  private static long deadline(Duration limit) {
    // Centuries are as good as more of them.
    return System.nanoTime() + TimeUnit.NANOSECONDS.convert(limit);
  }

  private synchronized List<ChatClient> left() {
    return List.copyOf(open);
  }

  /** Nobody waits for them any more. */
  private synchronized List<ChatClient> takeLeft() {
    List<ChatClient> left = left();
    open.clear();
    notifyAll();
    return left;
  }

  /** Returns whether it was interrupted, and not done. */
  private synchronized boolean awaitUntil(long deadline) {
    long rest = deadline - System.nanoTime();
    while (!open.isEmpty() && rest > 0) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, rest);
      } catch (InterruptedException stopWaiting) {
        return true;
      }
      rest = deadline - System.nanoTime();
    }
    return false;
  }
}
