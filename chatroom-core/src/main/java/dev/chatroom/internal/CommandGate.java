package dev.chatroom.internal;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the commands of one session that are under way, bounds them, and says when the last of
 * them has ended after the session was closed: so that what follows a close follows all commands.
 *
 * <p>Safe for use by any thread.
 */
final class CommandGate {

  /** What {@link #enter} says. */
  enum Entry {
    ENTERED,
    FULL,
    CLOSED
  }

  private static final int MAX_UNDER_WAY = 256;
  private static final int CLOSED_BIT = Integer.MIN_VALUE;

  private final AtomicInteger state = new AtomicInteger();
  private final Runnable whenClosedAndIdle;

  /**
   * Makes an open gate.
   *
   * @param whenClosedAndIdle runs once, on the thread that closes or that ends the last command
   */
  CommandGate(Runnable whenClosedAndIdle) {
    this.whenClosedAndIdle = whenClosedAndIdle;
  }

  Entry enter() {
    while (true) {
      int now = state.get();
      if (now < 0) {
        return Entry.CLOSED;
      }
      if (now == MAX_UNDER_WAY) {
        return Entry.FULL;
      }
      if (state.compareAndSet(now, now + 1)) {
        return Entry.ENTERED;
      }
    }
  }

  void exit() {
    if (state.decrementAndGet() == CLOSED_BIT) {
      whenClosedAndIdle.run();
    }
  }

  boolean isClosed() {
    return state.get() < 0;
  }

  /** Lets no further command in; closing twice does nothing. */
  void close() {
    if (state.getAndUpdate(now -> now | CLOSED_BIT) == 0) {
      whenClosedAndIdle.run();
    }
  }
}
