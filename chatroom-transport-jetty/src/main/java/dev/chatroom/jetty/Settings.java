package dev.chatroom.jetty;

import dev.chatroom.web.OriginPolicy;
import java.time.Duration;

/** What the builder was told, wherever the chat is. */
record Settings(
    String path,
    int lanes,
    int maxMessageBytes,
    int maxOutboundBytes,
    boolean compresses,
    Timing timing,
    Access access) {

  /** How long things may take. */
  record Timing(Duration pingInterval, Duration pingTimeout, Duration connectTimeout) {}

  /** Who may connect, and how many. */
  record Access(OriginPolicy origins, int maxConnections, int maxConnectionsPerAddress) {}
}
