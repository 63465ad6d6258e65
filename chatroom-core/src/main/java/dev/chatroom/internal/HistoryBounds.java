package dev.chatroom.internal;

/**
 * How much of what was said a newcomer gets.
 *
 * @param maxMessages how many messages; 0 for none
 * @param maxBytes how many bytes; each message counts its text in UTF-8 and a little more
 */
public record HistoryBounds(int maxMessages, long maxBytes) {

  /** Checks the bounds given above. */
  public HistoryBounds {
    if (maxMessages < 0) {
      throw new IllegalArgumentException("maxMessages: " + maxMessages + " (expected: >= 0)");
    }
    if (maxBytes < 0) {
      throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: >= 0)");
    }
  }
}
