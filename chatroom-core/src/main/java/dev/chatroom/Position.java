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

  private static final Pattern EPOCH = Pattern.compile("[0-9a-z]{1,32}");
  private static final Pattern TEXT = Pattern.compile("([0-9a-z]{1,32})-(0|[1-9][0-9]{0,17})");

  /**
   * Checks the bounds given above.
   *
   * @param epoch which log
   * @param offset which event of it
   */
  public Position {
    if (!EPOCH.matcher(epoch).matches()) {
      throw new IllegalArgumentException("epoch: " + epoch + " (expected: " + EPOCH + ")");
    }
    if (offset < 0) {
      throw new IllegalArgumentException("offset: " + offset + " (expected: >= 0)");
    }
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
