package dev.chatroom.internal;

import dev.chatroom.Refusal;
import java.util.Optional;

/**
 * Which rooms a connection from outside may bring into being.
 *
 * @param onDemand whether any
 * @param maxRooms how many rooms there may be before no more are made for connections
 */
public record RoomAdmission(boolean onDemand, int maxRooms) {

  Optional<Refusal> refuses(int rooms) {
    if (!onDemand) {
      return Optional.of(Refusal.ROOM_UNKNOWN);
    }
    return rooms >= maxRooms ? Optional.of(Refusal.ROOM_LIMIT) : Optional.empty();
  }
}
