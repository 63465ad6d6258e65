package dev.chatroom.example;

import dev.chatroom.ChatRooms;
import dev.chatroom.redis.RedisBackplane;
import org.jspecify.annotations.Nullable;

/**
 * The rooms, and where they are shared with other processes, if they are.
 *
 * @param rooms the rooms
 * @param redis where they are shared
 */
record SharedRooms(ChatRooms rooms, @Nullable RedisBackplane redis) implements AutoCloseable {

  /** The rooms first: what they let go of has to get to Redis. */
  @Override
  public void close() {
    rooms.close();
    if (redis != null) {
      redis.close();
    }
  }
}
