package dev.chatroom.redis;

import java.time.Duration;

/** Durations for Redis, whose numbers have 53 bits. */
final class Millis {

  static final long MOST = 9_000_000_000_000_000L;

  private Millis() {}

  static long of(Duration duration) {
    return duration.compareTo(Duration.ofMillis(MOST)) < 0 ? duration.toMillis() : MOST;
  }
}
