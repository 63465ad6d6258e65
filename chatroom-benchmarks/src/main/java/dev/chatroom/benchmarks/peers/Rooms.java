package dev.chatroom.benchmarks.peers;

import dev.chatroom.ChatRooms;
import dev.chatroom.policy.RateLimits;

/**
 * The rooms of this project, without what the peers do not have: limits of rates, and history for
 * newcomers.
 */
final class Rooms {

  static final int MAX_CONNECTIONS = 20_000;

  private static final int MAX_ROOMS = 2_000;

  private Rooms() {}

  static ChatRooms open() {
    return ChatRooms.builder()
        .rates(RateLimits.none())
        .historyMessages(0)
        .roomsOnDemand(true)
        .maxRooms(MAX_ROOMS)
        .build();
  }
}
