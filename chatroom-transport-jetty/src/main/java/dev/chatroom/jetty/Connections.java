package dev.chatroom.jetty;

import dev.chatroom.CloseReason;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The clients of a transport, so that a stop can end them. Safe for use by any thread. */
final class Connections {

  /** How long it takes at most until who was cut off is gone. */
  private static final Duration CUT = Duration.ofSeconds(2);

  // Guarded by this.
  private final Set<ChatClient> open = new HashSet<>();
  private boolean isEnding;

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

  /** Waits until all are gone; after the limit, cuts off who is left. */
  void awaitEmpty(Duration limit) {
    List<ChatClient> left = await(limit);
    left.forEach(ChatClient::abort);
    if (!left.isEmpty()) {
      await(CUT);
    }
  }

  /** Returns who is left. */
  private synchronized List<ChatClient> await(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    long rest = limit.toNanos();
    boolean interrupted = false;
    while (!open.isEmpty() && rest > 0 && !interrupted) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, rest);
      } catch (InterruptedException stopWaiting) {
        interrupted = true;
      }
      rest = deadline - System.nanoTime();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return List.copyOf(open);
  }
}
