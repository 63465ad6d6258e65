package dev.chatroom.internal;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what keeps a room: sessions, nicknames that are held for somebody, listeners. A room that
 * nothing keeps may be retired, and then nothing can be added to it any more.
 *
 * <p>Safe for use by any thread: one number is the count, how often it was none, and the answer to
 * whether the room has been retired, so that of a last leave and a first join one is first.
 */
final class RoomLife {

  private static final long RETIRED = -1;
  private static final long ONE_SPELL = 1L << Integer.SIZE;

  /** The spells of idleness in the upper half, the keepers in the lower. */
  private final AtomicLong state = new AtomicLong();

  /** Adds something; returns whether the room is still there to be kept. */
  boolean keep() {
    return state.updateAndGet(now -> now == RETIRED ? RETIRED : now + 1) != RETIRED;
  }

  /** Takes something away; returns whether nothing is left. */
  boolean release() {
    return isIdle(state.updateAndGet(now -> isIdle(now - 1) ? now - 1 + ONE_SPELL : now - 1));
  }

  /** Returns which spell of idleness it is; one that has passed where something keeps the room. */
  long spell() {
    return state.get() / ONE_SPELL;
  }

  /**
   * Retires the room, if nothing keeps it, nor has since a spell began; returns whether it is this
   * call that did.
   */
  boolean retire(long spell) {
    return state.compareAndSet(spell * ONE_SPELL, RETIRED);
  }

  /** Returns whether nothing keeps it now. */
  boolean isIdle() {
    return isIdle(state.get());
  }

  private static boolean isIdle(long state) {
    return (int) state == 0;
  }
}
