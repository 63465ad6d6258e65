package dev.chatroom;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a room: 1 to 64 letters, digits, dots, dashes or underscores of any script, and not
 * only dots.
 *
 * <p>Names are compared as they are written.
 *
 * @param value the name
 */
public record RoomName(String value) {

  private static final Pattern LEGAL = Pattern.compile("(?!\\.+$)[\\p{L}\\p{Nd}._-]{1,64}");

  /**
   * Checks the rule given above.
   *
   * @param value the name
   */
  public RoomName {
    if (!LEGAL.matcher(value).matches()) {
      throw new IllegalArgumentException("room: " + value + " (expected: " + LEGAL + ")");
    }
  }

  /**
   * Reads a name that came from outside.
   *
   * @param text anything
   * @return the name, or nothing when {@code text} is not a legal one
   */
  public static Optional<RoomName> parse(String text) {
    return LEGAL.matcher(text).matches() ? Optional.of(new RoomName(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
