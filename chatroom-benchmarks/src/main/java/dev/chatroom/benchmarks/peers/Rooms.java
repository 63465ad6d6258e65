package dev.chatroom.benchmarks.peers;

import dev.chatroom.ChatRooms;
import dev.chatroom.policy.PresencePolicy;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.redis.RedisBackplane;
import io.lettuce.core.RedisURI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The rooms of this project, without what the peers do not have: limits of rates, history for
 * newcomers, and no list in a large room.
 */
final class Rooms {

  static final int MAX_CONNECTIONS = 20_000;

  private static final int MAX_ROOMS = 2_000;

  /** So that lists are compared with lists: as many as claim nicknames when they join. */
  private static final int MAX_LISTED = 2_000;

  /** Nobody else reads these tokens. */
  private static final byte[] TOKEN_KEY = new byte[32];

  private Rooms() {}

  /**
   * Opens them, and returns when they can be entered.
   *
   * @param redis where the Redis is that has them; nothing for rooms in memory
   */
  static ChatRooms open(String... redis) {
    ChatRooms.Builder rooms = builder();
    for (String uri : redis) {
      rooms
          .backplane(RedisBackplane.builder(RedisURI.create(uri)).build())
          .tokenKey(TOKEN_KEY.clone());
    }
    ChatRooms opened = rooms.build();
    while (!opened.isAvailable()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    return opened;
  }

  private static ChatRooms.Builder builder() {
    PresencePolicy usual = PresencePolicy.defaults();
    return ChatRooms.builder()
        .rates(RateLimits.none())
        .historyMessages(0)
        .presence(new PresencePolicy(usual.windowPerName(), usual.maxWindow(), MAX_LISTED))
        .roomsOnDemand(true)
        .maxRooms(MAX_ROOMS);
  }
}
