package dev.chatroom;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who is kept out of a room (XEP-0045 §9.1).
 *
 * @param kind what is banned
 * @param value which one: the id of an identity, or the text of an address without a port
 * @param until the end of the ban; none when absent
 * @param reason why, for people; may be empty
 */
public record Ban(Kind kind, String value, @Nullable Instant until, String reason) {

  /** What a ban is about. */
  public enum Kind {
    /** An identity, wherever it comes from. */
    IDENTITY,
    /** An address, whoever comes from it. */
    ADDRESS
  }

  private static final int MAX_CHARS = 256;

  /**
   * Checks that there is somebody to ban.
   *
   * @param kind what is banned
   * @param value which one
   * @param until the end of the ban
   * @param reason why, for people
   */
  public Ban {
    if (value.isEmpty() || value.length() > MAX_CHARS) {
      throw new IllegalArgumentException(
          "value: " + value.length() + " characters (expected: 1 to " + MAX_CHARS + ")");
    }
  }

  /**
   * Returns whether the ban has not ended.
   *
   * @param now what time it is
   * @return whether it is in force
   */
  public boolean isInForce(Instant now) {
    return until == null || now.isBefore(until);
  }

  /**
   * Returns whether the ban is about somebody.
   *
   * @param identity the id of their identity
   * @param address where they come from
   * @return whether it meets either
   */
  public boolean meets(String identity, String address) {
    return value.equals(kind == Kind.IDENTITY ? identity : address);
  }
}
