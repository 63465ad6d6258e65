package dev.chatroom;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in which log: the place of one event, or of a cursor that has read up to it.
 *
 * <p>Offsets of one epoch grow by one with each event, from 1; offset 0 is before the first event.
 * The epoch changes when a log was lost, so that an offset from before is never trusted. Positions
 * of different epochs have no order.
 *
 * <p>{@link #toString()} is the form that travels, as {@code id} of a message and as {@code since}
 * of a reconnect; {@link #parse} reads it back.
 *
 * @param epoch which log; 1 to 32 of {@code 0-9a-z}
 * @param offset which event of it; at least 0
 */
public record Position(String epoch, long offset) {

  private static final int MAX_EPOCH_CHARS = 32;
  private static final Pattern TEXT = Pattern.compile("([0-9a-z]{1,32})-(0|[1-9][0-9]{0,17})");

  /**
   * Checks the bounds given above.
   *
   * @param epoch which log
   * @param offset which event of it
   */
  public Position {
    if (!isEpoch(epoch)) {
      throw new IllegalArgumentException("epoch: " + epoch + " (expected: 1 to 32 of 0-9a-z)");
    }
    if (offset < 0) {
      throw new IllegalArgumentException("offset: " + offset + " (expected: >= 0)");
    }
  }

  /** By hand, and not by a pattern, because there is one for each event. */
  private static boolean isEpoch(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'z')) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MAX_EPOCH_CHARS;
  }

  /**
   * Reads a position that came from outside.
   *
   * @param text anything
   * @return the position, or nothing when {@code text} is not the text of one
   */
  public static Optional<Position> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(new Position(matcher.group(1), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  /** Returns {@code epoch-offset}. */
  @Override
  public String toString() {
    return epoch + "-" + offset;
  }
}
