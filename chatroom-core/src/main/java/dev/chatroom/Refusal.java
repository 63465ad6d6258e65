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
  /** The nickname is kept for somebody else. */
  NICKNAME_RESERVED,
  /** The nickname can be taken for the one of somebody who is here. */
  NICKNAME_CONFUSABLE,
  /** Only somebody with a nickname may do this. */
  NICKNAME_REQUIRED,
  /** The message has no visible text. */
  MESSAGE_EMPTY,
  /** The message has too many bytes in UTF-8. */
  MESSAGE_TOO_LONG,
  /** There is no such message, or no longer. */
  MESSAGE_UNKNOWN,
  /** Nobody here has that nickname. */
  OCCUPANT_UNKNOWN,
  /** A moderator has muted them. */
  MUTED,
  /** The room is moderated, and visitors have no voice. */
  VOICE_REQUIRED,
  /** They may not do this. */
  FORBIDDEN,
  /** They are banned from the room. */
  BANNED,
  /** Only members may come in. */
  MEMBERS_ONLY,
  /** The room has a password, and this is not it. */
  PASSWORD_REQUIRED,
  /** Nobody knows who they are. */
  UNAUTHORIZED,
  /** The room has as many sessions, or occupants, as it may have. */
  ROOM_FULL,
  /** The room has as many bans, mutes or members as it can have. */
  TOO_MANY,
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

  /** {@return the stable word that stands for this refusal on the wire} */
  public String code() {
    return code;
  }
}
