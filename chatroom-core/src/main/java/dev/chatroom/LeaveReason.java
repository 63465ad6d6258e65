package dev.chatroom;

/** Why an occupant left. */
public enum LeaveReason {
  /** They gave the nickname back. */
  LEFT,
  /** Their connection ended, or was ended. */
  DISCONNECTED,
  /** The server that served them shut down in order. */
  SHUTDOWN
}
