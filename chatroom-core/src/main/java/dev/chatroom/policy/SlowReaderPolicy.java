package dev.chatroom.policy;

/** What happens to a session whose place in the log was dropped before its client read on. */
public enum SlowReaderPolicy {
  /** It gets {@code reset}, the history and the nicknames, and reads on from there. */
  RESET,
  /** It is closed with {@link dev.chatroom.CloseReason#SLOW_CONSUMER}. */
  CLOSE
}
