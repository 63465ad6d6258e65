package dev.chatroom;

import java.time.Instant;

/**
 * One fact in the log of a room.
 *
 * <p>All observers of a room, on any transport and any node, see its events in the order of their
 * positions.
 */
public sealed interface RoomEvent {

  /** Returns where in the log it stands. */
  Position position();

  /** Returns when the backplane accepted it, in whole milliseconds. */
  Instant time();

  /**
   * A nickname was claimed by somebody who had none (XEP-0045 §7.2, entering a room).
   *
   * @param position where in the log
   * @param time when
   * @param occupant who came
   */
  record Joined(Position position, Instant time, Occupant occupant) implements RoomEvent {}

  /**
   * An occupant is gone and the nickname is free (XEP-0045 §7.14, exiting a room). There is one for
   * each {@link Joined}.
   *
   * @param position where in the log
   * @param time when
   * @param occupant who left, under the last nickname
   * @param reason why
   */
  record Left(Position position, Instant time, Occupant occupant, LeaveReason reason)
      implements RoomEvent {}

  /**
   * An occupant changed the nickname; the previous one is free from this position on (XEP-0045
   * §7.6).
   *
   * @param position where in the log
   * @param time when
   * @param occupant who, under the new nickname
   * @param previous the nickname until now
   */
  record Renamed(Position position, Instant time, Occupant occupant, Nickname previous)
      implements RoomEvent {}

  /**
   * A message was said to everybody in the room (XEP-0045 §7.4).
   *
   * @param message what was said
   */
  record Posted(ChatMessage message) implements RoomEvent {
    @Override
    public Position position() {
      return message.position();
    }

    @Override
    public Instant time() {
      return message.time();
    }
  }
}
