package dev.chatroom.internal;

/**
 * How much of a log is kept in memory; what is older is dropped.
 *
 * @param maxEvents how many events; at least 1
 * @param maxBytes how many bytes; each event counts its text in UTF-8 and a little more, and the
 *     last one is kept whatever it counts
 */
public record LogBounds(int maxEvents, long maxBytes) {

  /** Checks the bounds given above. */
  public LogBounds {
    if (maxEvents < 1) {
      throw new IllegalArgumentException("maxEvents: " + maxEvents + " (expected: > 0)");
    }
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: > 0)");
    }
  }
}
