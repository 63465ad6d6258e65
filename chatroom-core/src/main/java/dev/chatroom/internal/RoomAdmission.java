package dev.chatroom.internal;

import dev.chatroom.Refusal;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which rooms there are from the start, which others connections from outside may bring into being,
 * and what they are all like.
 *
 * @param declared rooms that are always there, with what they are like
 * @param onDemand whether connections make rooms
 * @param maxRooms how many rooms there may be before no more are made for connections
 * @param template what a room is like that was not declared
 */
public record RoomAdmission(
    Map<RoomName, RoomOptions> declared,
    boolean onDemand,
    int maxRooms,
    Function<RoomName, RoomOptions> template) {

  Optional<Refusal> refuses(int rooms) {
    if (!onDemand) {
      return Optional.of(Refusal.ROOM_UNKNOWN);
    }
    return rooms >= maxRooms ? Optional.of(Refusal.ROOM_LIMIT) : Optional.empty();
  }

  /** What a room is like. */
  RoomOptions options(RoomName name) {
    RoomOptions known = declared.get(name);
    return known != null ? known : template.apply(name);
  }
}
