package dev.chatroom.redisserver;

/** What Redis answered instead of a reply, such as {@code WRONGTYPE …}. */
public final class RedisError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RedisError(String message) {
    super(message);
  }
}
