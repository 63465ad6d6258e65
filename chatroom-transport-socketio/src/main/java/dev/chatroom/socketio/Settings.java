package dev.chatroom.socketio;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the builder was told. */
record Settings(
    Listening listening,
    Limits limits,
    Timing timing,
    OriginPolicy origins,
    @Nullable StaticFiles files) {

  /** Where connections are taken, and what serves them. */
  record Listening(String host, int port, String path, EventLoops eventLoops) {}

  /** How much one connection may take, and from where on its messages are compressed, if at all. */
  record Limits(
      int maxMessageBytes, int maxOutboundBytes, @Nullable Integer compressionThresholdBytes) {}

  /** How long things may take. */
  record Timing(
      Duration pingInterval,
      Duration pingTimeout,
      Duration connectTimeout,
      Duration upgradeTimeout) {}
}
