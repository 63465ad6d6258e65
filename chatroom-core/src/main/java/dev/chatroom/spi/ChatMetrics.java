package dev.chatroom.spi;

import java.time.Duration;

/**
 * Is told what happens in the rooms of one node, to count it and to time it.
 *
 * <pre>{@code
 * LongAdder refusals = new LongAdder();
 * ChatMetrics metrics =
 *     new ChatMetrics() {
 *       @Override
 *       public void refused(String code) {
 *         refusals.increment();
 *       }
 *     };
 * }</pre>
 *
 * <p>Every method does nothing unless it is overridden; more may be added.
 *
 * <p>Called by any thread, also by several at once, and outside of any lock. It must not block: the
 * caller may be the thread that serves a transport's connections. What it throws is logged once and
 * ignored.
 */
public interface ChatMetrics {

  /** Counts nothing. */
  ChatMetrics NONE = new ChatMetrics() {};

  /** A room was opened on this node. */
  default void roomOpened() {}

  /** A room of this node was closed. Each room that was opened is closed at most once. */
  default void roomClosed() {}

  /** A session was attached to a room. */
  default void sessionAttached() {}

  /**
   * A session has ended. Told once of each that was attached.
   *
   * @param reason {@link dev.chatroom.CloseReason#code()}, or {@code disconnected} when the client
   *     went by itself
   */
  default void sessionEnded(String reason) {}

  /**
   * This node saw events come into the log of a room, whichever node they are from.
   *
   * @param events how many; at least 1
   * @param bytes what they weigh together, as the bounds of the log count it
   */
  default void appended(int events, long bytes) {}

  /**
   * A command or a connection was refused.
   *
   * @param code why: {@link dev.chatroom.Refusal#code()}, or what a policy of the application says
   */
  default void refused(String code) {}

  /**
   * A session fell off the log: what it had not read is no longer kept.
   *
   * @param bytes how far behind it was
   * @param closed whether it was closed; if not, it was reset
   */
  default void lagged(long bytes, boolean closed) {}

  /**
   * A lane had a turn: it fed its sessions what is new.
   *
   * @param took how long the turn took
   * @param cursors how many sessions it fed
   * @param furthestBehindBytes how far behind the slowest of them is after it; 0 when all have all
   */
  default void laneDrained(Duration took, int cursors, long furthestBehindBytes) {}

  /**
   * An event of the log was turned into plain data, for a wire format to encode: once for each
   * format that the clients in its room speak, however many they are. Told at the end of a lane's
   * turn.
   *
   * @param event the name of the event on the wire, for example {@code message}
   */
  default void encoded(String event) {}

  /**
   * Signals were dropped, which unlike events may be lost.
   *
   * @param signals how many; at least 1
   */
  default void signalsDropped(int signals) {}
}
