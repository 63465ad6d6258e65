package dev.chatroom.benchmarks.peers;

import dev.chatroom.ChatRooms;
import dev.chatroom.policy.PresencePolicy;
import dev.chatroom.policy.RateLimits;

/**
 * The rooms of this project, without what the peers do not have: limits of rates, history for
 * newcomers, and no list in a large room.
 */
final class Rooms {

  static final int MAX_CONNECTIONS = 20_000;

  private static final int MAX_ROOMS = 2_000;

  /** So that lists are compared with lists: as many as claim nicknames when they join. */
  private static final int MAX_LISTED = 2_000;

  private Rooms() {}

  static ChatRooms open() {
    PresencePolicy usual = PresencePolicy.defaults();
    return ChatRooms.builder()
        .rates(RateLimits.none())
        .historyMessages(0)
        .presence(new PresencePolicy(usual.windowPerName(), usual.maxWindow(), MAX_LISTED))
        .roomsOnDemand(true)
        .maxRooms(MAX_ROOMS)
        .build();
  }
}
