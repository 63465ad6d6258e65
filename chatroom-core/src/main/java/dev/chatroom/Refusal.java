package dev.chatroom;

import java.util.Locale;

/**
 * The built-in reasons to refuse a command or a connection.
 *
 * <p>The {@link #code()} is part of the wire contract and does not change. The text that goes with
 * it is looked up by the code in the language that {@link ChatRooms.Builder#language} chose.
 */
public enum Refusal {
  /** Somebody else has a nickname with the same key. */
  NICKNAME_TAKEN,
  /** Nothing is left of the nickname once it is prepared. */
  NICKNAME_BLANK,
  /** The nickname has too many code points. */
  NICKNAME_TOO_LONG,
  /**
   * The nickname has characters that cannot be seen, that reorder text, or that RFC 8264 forbids.
   */
  NICKNAME_ILLEGAL,
  /** Only somebody with a nickname may do this. */
  NICKNAME_REQUIRED,
  /** The message has no visible text. */
  MESSAGE_EMPTY,
  /** The message has too many bytes in UTF-8. */
  MESSAGE_TOO_LONG,
  /** The command came in a shape that the protocol does not have. */
  MALFORMED,
  /** The command came in more bytes than the transport takes. */
  TOO_LARGE,
  /** The protocol has no event of that name for clients to send. */
  UNKNOWN_EVENT,
  /** Too many commands in too short a time. */
  RATE_LIMITED,
  /** No room can have that name. */
  ROOM_ILLEGAL,
  /** There is no room of that name and none is made on demand. */
  ROOM_UNKNOWN,
  /** There are as many rooms as there may be. */
  ROOM_LIMIT,
  /** The application failed while it decided; the failure is in its log. */
  INTERNAL_ERROR,
  /** The session has ended. */
  SESSION_CLOSED,
  /** The backplane cannot be reached. */
  UNAVAILABLE;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** Returns the stable word that stands for this refusal on the wire. */
  public String code() {
    return code;
  }
}
