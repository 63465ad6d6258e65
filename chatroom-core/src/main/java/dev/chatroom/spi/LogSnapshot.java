package dev.chatroom.spi;

import dev.chatroom.Occupant;
import dev.chatroom.Position;
import java.util.List;

/**
 * Where a log stands: everything that a node needs to follow it from here.
 *
 * @param head the position of the last event, or offset 0 of the epoch
 * @param occupants who is here at that position, in order of joining
 * @param recent the last events up to that position, oldest first and without a gap; as many as the
 *     backplane has kept
 */
public record LogSnapshot(Position head, List<Occupant> occupants, List<LogEntry> recent) {

  /** Copies the lists. */
  public LogSnapshot {
    occupants = List.copyOf(occupants);
    recent = List.copyOf(recent);
  }
}
