package dev.chatroom.spi;

import dev.chatroom.Position;
import java.util.List;

/**
 * Where a log stands: everything that a node needs to follow it from here.
 *
 * @param head the position of the last event, or offset 0 of the epoch
 * @param state what the room is at that position
 * @param recent the last events up to that position, oldest first and without a gap; as many as the
 *     backplane has kept, with the texts of deleted messages gone
 */
public record LogSnapshot(Position head, RoomState state, List<LogEntry> recent) {

  /**
   * Copies the list.
   *
   * @param head the position of the last event, or offset 0 of the epoch
   * @param state what the room is at that position
   * @param recent the last events up to that position, oldest first and without a gap
   */
  public LogSnapshot {
    recent = List.copyOf(recent);
  }
}
