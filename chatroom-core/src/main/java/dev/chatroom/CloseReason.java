package dev.chatroom;

import java.util.Locale;

/**
 * Why the server ends a session, and whether the client does well to come back.
 *
 * <p>The numbers are close codes of the range that RFC 6455 §7.4.2 leaves to applications: 4000 to
 * 4499 say «reconnect», 4500 to 4999 say «do not».
 */
public enum CloseReason {
  /** The server shuts down or moves; another one, or the same one later, will serve. */
  GOING_AWAY(4000),
  /** The client did not read for so long that what it missed is no longer kept. */
  SLOW_CONSUMER(4001),
  /** Nothing was heard from the client for too long. */
  TIMED_OUT(4002),
  /** The server failed while it served this client. */
  INTERNAL_ERROR(4003),
  /** The identity or its token has expired; a new one may be had. */
  EXPIRED(4004),
  /** The client does not speak the protocol. */
  PROTOCOL_ERROR(4500),
  /** The connection was refused. */
  REFUSED(4501),
  /** The application ended the session. */
  ENDED(4502),
  /** A moderator removed the occupant from the room. */
  KICKED(4503),
  /** The occupant is banned from the room. */
  BANNED(4504),
  /** The client kept on sending what was refused. */
  FLOODING(4505),
  /** The room was closed to those who are not members. */
  MEMBERS_ONLY(4506);

  private static final int FIRST_TERMINAL = 4500;

  private final int number;
  private final String code = name().toLowerCase(Locale.ROOT);

  CloseReason(int number) {
    this.number = number;
  }

  /** {@return the close code, 4000 to 4999} */
  public int number() {
    return number;
  }

  /** {@return the stable word that stands for this reason on the wire} */
  public String code() {
    return code;
  }

  /** {@return whether it makes sense for the client to connect again by itself} */
  public boolean reconnect() {
    return number < FIRST_TERMINAL;
  }
}
