package dev.chatroom.testkit.transport;

import java.time.Duration;
import java.util.Set;

/**
 * How a rule wants the transport to be made. What is not said here is as it is by default.
 *
 * @param maxMessageBytes the longest message that it takes from a client, in bytes on the wire; at
 *     least 1
 * @param maxOutboundBytes how much may wait for a client that does not read, in bytes; at least 1
 * @param idleTimeout how long it may take until a client from which nothing is heard is gone;
 *     positive. Where a transport asks and waits for an answer, it is both together; where clients
 *     only listen, it is how long until a write to one that is gone has failed
 * @param allowedOrigins the origins whose pages are let in besides the transport's own
 */
public record TransportLimits(
    int maxMessageBytes, int maxOutboundBytes, Duration idleTimeout, Set<String> allowedOrigins) {

  private static final TransportLimits DEFAULTS =
      new TransportLimits(1_000_000, 128 * 1024, Duration.ofMinutes(10), Set.of());

  /**
   * Checks the bounds given above.
   *
   * @param maxMessageBytes the longest message that it takes from a client
   * @param maxOutboundBytes how much may wait for a client that does not read
   * @param idleTimeout how long it may take until a silent client is gone
   * @param allowedOrigins the origins whose pages are let in besides its own
   */
  public TransportLimits {
    positive("maxMessageBytes", maxMessageBytes);
    positive("maxOutboundBytes", maxOutboundBytes);
    if (idleTimeout.isNegative() || idleTimeout.isZero()) {
      throw new IllegalArgumentException("idleTimeout: " + idleTimeout + " (expected: > 0)");
    }
    allowedOrigins = Set.copyOf(allowedOrigins);
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
    }
  }

  /**
   * Returns the limits of a rule that says nothing else: messages of 1,000,000 bytes, 128 KiB that
   * wait, nobody idle for 10 minutes, so that a slow computer ends no client, and no other origins.
   *
   * @return the defaults
   */
  public static TransportLimits defaults() {
    return DEFAULTS;
  }

  /**
   * Returns the same limits with another {@link #maxMessageBytes}.
   *
   * @param bytes the longest message; at least 1
   * @return the changed limits
   */
  public TransportLimits withMaxMessageBytes(int bytes) {
    return new TransportLimits(bytes, maxOutboundBytes, idleTimeout, allowedOrigins);
  }

  /**
   * Returns the same limits with another {@link #maxOutboundBytes}.
   *
   * @param bytes how much may wait; at least 1
   * @return the changed limits
   */
  public TransportLimits withMaxOutboundBytes(int bytes) {
    return new TransportLimits(maxMessageBytes, bytes, idleTimeout, allowedOrigins);
  }

  /**
   * Returns the same limits with another {@link #idleTimeout}.
   *
   * @param timeout how long; positive
   * @return the changed limits
   */
  public TransportLimits withIdleTimeout(Duration timeout) {
    return new TransportLimits(maxMessageBytes, maxOutboundBytes, timeout, allowedOrigins);
  }

  /**
   * Returns the same limits with other {@link #allowedOrigins}.
   *
   * @param origins which
   * @return the changed limits
   */
  public TransportLimits withAllowedOrigins(Set<String> origins) {
    return new TransportLimits(maxMessageBytes, maxOutboundBytes, idleTimeout, origins);
  }
}
