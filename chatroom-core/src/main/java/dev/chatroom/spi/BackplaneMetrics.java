package dev.chatroom.spi;

import java.time.Duration;

/**
 * Is told how a backplane outside the process does, as one node has it with it.
 *
 * <p>Every method does nothing unless it is overridden; more may be added. Called by any thread,
 * also by several at once, and outside of any lock. It must not block or throw.
 */
public interface BackplaneMetrics {

  /** Counts nothing. */
  BackplaneMetrics NONE = new BackplaneMetrics() {};

  /**
   * A command was answered.
   *
   * @param took from the call to the answer, whatever that was
   */
  default void roundTrip(Duration took) {}

  /**
   * A command was not answered, or could not be sent: it is refused {@code unavailable}. Told for
   * each.
   */
  default void unavailable() {}

  /**
   * A sign that this node sent itself came back by the way that events come.
   *
   * @param lag how long it took
   */
  default void tailLag(Duration lag) {}

  /** The lease of this node was renewed: what it holds is safe for as long as that is good. */
  default void leaseRenewed() {}

  /** The lease of this node had lapsed before it could be renewed; it has another one now. */
  default void leaseLapsed() {}

  /**
   * This node let go what a node held whose lease has lapsed.
   *
   * @param occupants how many left by it; others may have swept at the same time
   */
  default void swept(int occupants) {}

  /** A log was lost, or is another one, or so much of it was missed that it begins anew here. */
  default void reset() {}
}
