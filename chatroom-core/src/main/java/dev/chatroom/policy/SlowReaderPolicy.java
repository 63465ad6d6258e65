package dev.chatroom.policy;

/**
 * What happens to a session that is further behind than it may be, or whose place in the log was
 * dropped before its client read on.
 *
 * @param reaction what happens
 * @param maxLagBytes how far behind it may be, in bytes of the log, as {@link
 *     dev.chatroom.RoomOptions.Log} counts them; at least 1. The log's own bound holds as well
 */
public record SlowReaderPolicy(Reaction reaction, long maxLagBytes) {

  /** It is reset when the log no longer has what it has not read. */
  public static final SlowReaderPolicy RESET = new SlowReaderPolicy(Reaction.RESET, Long.MAX_VALUE);

  /** It is closed when the log no longer has what it has not read. */
  public static final SlowReaderPolicy CLOSE = new SlowReaderPolicy(Reaction.CLOSE, Long.MAX_VALUE);

  /**
   * Checks the bound given above.
   *
   * @param reaction what happens
   * @param maxLagBytes how far behind it may be, in bytes of the log, as {@link
   *     dev.chatroom.RoomOptions.Log} counts them
   */
  public SlowReaderPolicy {
    if (maxLagBytes < 1) {
      throw new IllegalArgumentException("maxLagBytes: " + maxLagBytes + " (expected: > 0)");
    }
  }

  /**
   * Returns the same reaction at another bound.
   *
   * @param bytes how far behind a session may be; at least 1
   * @return the changed policy
   */
  public SlowReaderPolicy withMaxLagBytes(long bytes) {
    return new SlowReaderPolicy(reaction, bytes);
  }

  /** What happens. */
  public enum Reaction {
    /** It gets {@code reset}, the history and the nicknames, and reads on from there. */
    RESET,
    /** It is closed with {@link dev.chatroom.CloseReason#SLOW_CONSUMER}. */
    CLOSE
  }
}
