package dev.chatroom.spi;

import dev.chatroom.Position;
import dev.chatroom.RoomEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event with the command that it came from.
 *
 * @param event what happened
 * @param origin which session asked for it
 * @param commandEnd the last event that the same command became: this one, or one that follows
 * @param key under which a message was said, so that it is not said twice
 */
public record LogEntry(RoomEvent event, Origin origin, Position commandEnd, @Nullable String key) {

  /**
   * Makes an entry that has no key.
   *
   * @param event what happened
   * @param origin which session asked for it
   * @param commandEnd the last event that the same command became
   */
  public LogEntry(RoomEvent event, Origin origin, Position commandEnd) {
    this(event, origin, commandEnd, null);
  }
}
