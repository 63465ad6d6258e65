package dev.chatroom;

/** Why an occupant left. */
public enum LeaveReason {
  /** They gave the nickname back. */
  LEFT,
  /** Their last connection ended, or was ended. */
  DISCONNECTED,
  /** The server that served them shut down in order. */
  SHUTDOWN,
  /** A moderator removed them. */
  KICKED,
  /** They were banned. */
  BANNED,
  /** The room was closed to those who are not members, and they are not. */
  NOT_A_MEMBER,
  /** The server that served them was lost. */
  SERVER_LOST
}
