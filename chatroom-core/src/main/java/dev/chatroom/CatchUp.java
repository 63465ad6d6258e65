package dev.chatroom;

import java.util.List;

/** What somebody missed who has read a room's log up to a position. */
public sealed interface CatchUp {

  /**
   * All of it, or as much as is given at once.
   *
   * @param events in order, each once and without a gap; those that only tell of private messages
   *     and bans included, as the application asks
   * @param through up to where they go: ask again from there until there are none
   */
  record Missed(List<RoomEvent> events, Position through) implements CatchUp {

    /**
     * Copies the events.
     *
     * @param events in order, each once and without a gap
     * @param through up to where they go
     */
    public Missed {
      events = List.copyOf(events);
    }
  }

  /**
   * It is not known any more.
   *
   * @param reason why, for programs: {@code lagged}, {@code epoch_changed} or {@code
   *     unknown_position}
   * @param head where the log stands now
   */
  record Reset(String reason, Position head) implements CatchUp {}
}
