package dev.chatroom.socketio;

import dev.chatroom.web.OriginPolicy;
import io.netty.channel.ChannelHandler;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the builder was told. */
record Settings(
    Listening listening,
    Limits limits,
    Timing timing,
    Http http,
    Access access,
    @Nullable StaticFiles files) {

  /** Where connections are taken, and what serves them. */
  record Listening(String host, int port, String path, EventLoops eventLoops) {}

  /** How much one connection may take, and from where on its messages are compressed, if at all. */
  record Limits(
      int maxMessageBytes, int maxOutboundBytes, @Nullable Integer compressionThresholdBytes) {}

  /** Who may connect, how, and how many. */
  record Access(
      OriginPolicy origins,
      TrustedProxies proxies,
      int maxConnections,
      int maxConnectionsPerAddress,
      @Nullable Tls tls,
      Duration tlsHandshakeTimeout) {}

  /** How long things may take. */
  record Timing(
      Duration pingInterval,
      Duration pingTimeout,
      Duration connectTimeout,
      Duration upgradeTimeout) {}

  /** What plain HTTP may take its time for, and who answers before us. */
  record Http(
      Duration requestTimeout,
      Duration idleTimeout,
      List<Supplier<? extends ChannelHandler>> handlers) {

    Http {
      handlers = List.copyOf(handlers);
    }
  }
}
