package dev.chatroom.internal;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what keeps a room: sessions, nicknames that are held for somebody, listeners. A room that
 * nothing keeps may be retired, and then nothing can be added to it any more.
 *
 * <p>Safe for use by any thread: one number is both the count and the answer to whether the room
 * has been retired, so that of a last leave and a first join one is first.
 */
final class RoomLife {

  private static final int RETIRED = Integer.MIN_VALUE;

  private final AtomicInteger keepers = new AtomicInteger();

  /** Adds something; returns whether the room is still there to be kept. */
  boolean keep() {
    return keepers.updateAndGet(now -> now == RETIRED ? RETIRED : now + 1) != RETIRED;
  }

  /** Takes something away; returns whether nothing is left. */
  boolean release() {
    return keepers.decrementAndGet() == 0;
  }

  /** Retires the room, if nothing keeps it; returns whether it is this call that did. */
  boolean retire() {
    return keepers.compareAndSet(0, RETIRED);
  }

  /** Returns whether nothing keeps it now. */
  boolean isIdle() {
    return keepers.get() == 0;
  }
}
