package dev.chatroom.chaos.record;

import org.jspecify.annotations.Nullable;

/**
 * Where in which log, as the {@code id} of an event says it.
 *
 * @param epoch which log
 * @param offset which event of it
 */
public record Place(String epoch, long offset) {

  /** Reads an id; nothing where there is none. */
  public static @Nullable Place parse(String id) {
    int dash = id.lastIndexOf('-');
    return dash < 0
        ? null
        : new Place(id.substring(0, dash), Long.parseLong(id.substring(dash + 1)));
  }

  @Override
  public String toString() {
    return epoch + "-" + offset;
  }
}
