package dev.chatroom.socketio;

import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.spi.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts Socket.IO clients, 1.x to 4.x, into rooms over WebSocket and polling; serves files on the
 * same port.
 *
 * <pre>{@code
 * try (SocketIoTransport transport =
 *     SocketIoTransport.builder()
 *         .port(3000)
 *         .files(StaticFiles.classPath(Main.class, "web").index("home.html"))
 *         .build()) {
 *   transport.start(rooms);
 * }
 * }</pre>
 *
 * <p>Clients connect to {@code /socket.io/}, default namespace, with Engine.IO 3 or 4; the events
 * are those of docs/protocol.md. Each connection is served by one Netty event loop. Memory per
 * connection is bounded: inbound by {@link Builder#maxMessageBytes}, outbound by {@link
 * Builder#maxOutboundBytes}; a client that does not read is not read from either.
 *
 * <p>Start and stop may be called by any thread, but not by an event loop.
 */
public final class SocketIoTransport implements Transport {

  private static final Logger LOG = LoggerFactory.getLogger(SocketIoTransport.class);

  private final Settings settings;
  private final Connections connections = new Connections();

  // Written by who holds the monitor. Starting and stopping take it; asking for the address does
  // not.
  private volatile @Nullable NettyServer server;
  private @Nullable ChatPipeline pipeline;
  private boolean started;

  private SocketIoTransport(Settings settings) {
    this.settings = settings;
  }

  /** {@return a builder with the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public synchronized void start(ChatRooms rooms) {
    if (started) {
      throw new IllegalStateException("the transport was started before");
    }
    started = true;
    ChatPipeline stages = new ChatPipeline(settings, rooms, connections);
    try {
      server = new NettyServer(settings, stages);
      pipeline = stages;
    } finally {
      if (server == null) {
        stages.stop();
      }
    }
    LOG.debug("listening on {}", address());
  }

  /** {@return the address that it listens on; nothing before the start and after the stop} */
  public Optional<InetSocketAddress> address() {
    return Optional.ofNullable(server).map(NettyServer::address);
  }

  @Override
  public synchronized void stop(Duration drain) {
    NettyServer stopping = server;
    ChatPipeline stages = pipeline;
    if (stopping == null || stages == null) {
      return;
    }
    server = null;
    pipeline = null;
    stopping.stopAccepting();
    connections.closeAll(CloseReason.GOING_AWAY);
    connections.awaitEmpty(drain);
    stopping.shutDown();
    stages.stop();
    LOG.debug("stopped");
  }

  /** Makes a {@link SocketIoTransport}. Not safe for concurrent use. */
  public static final class Builder {

    private String host = "0.0.0.0";
    private int eventLoops = Runtime.getRuntime().availableProcessors();
    private int port = 3000;
    private int maxMessageBytes = 256 * 1024;
    private int maxOutboundBytes = 128 * 1024;
    private Duration pingInterval = Duration.ofSeconds(25);
    private Duration pingTimeout = Duration.ofSeconds(20);
    private Duration connectTimeout = Duration.ofSeconds(45);
    private Duration upgradeTimeout = Duration.ofSeconds(10);
    private final Set<String> allowedOrigins = new LinkedHashSet<>();
    private @Nullable StaticFiles files;

    private Builder() {}

    /**
     * Sets the address to listen on. Default: all of them.
     *
     * @param value a host name or an address
     * @return this builder
     */
    public Builder host(String value) {
      this.host = value;
      return this;
    }

    /**
     * Sets the port to listen on. Default: 3000.
     *
     * @param value the port; 0 for any that is free, which {@link #address()} then tells
     * @return this builder
     */
    public Builder port(int value) {
      if (value < 0 || value > 65_535) {
        throw new IllegalArgumentException("port: " + value + " (expected: 0 to 65535)");
      }
      this.port = value;
      return this;
    }

    /**
     * Sets how many event loops, a thread each, serve the connections. Default: one per processor.
     *
     * @param threads how many; at least 1
     * @return this builder
     */
    public Builder eventLoops(int threads) {
      if (threads < 1) {
        throw new IllegalArgumentException("eventLoops: " + threads + " (expected: > 0)");
      }
      this.eventLoops = threads;
      return this;
    }

    /**
     * Limits what a client may send in one message; more is skipped without being kept, and refused
     * {@code too_large}. Default: 256 KiB, enough for core's longest message in any script, if not
     * in any escaping.
     *
     * @param bytes how many; 1 KiB to 16 MiB
     * @return this builder
     */
    public Builder maxMessageBytes(int bytes) {
      if (bytes < 1024 || bytes > 16 * 1024 * 1024) {
        throw new IllegalArgumentException(
            "maxMessageBytes: " + bytes + " (expected: 1024 to 16777216)");
      }
      this.maxMessageBytes = bytes;
      return this;
    }

    /**
     * Sets how many bytes may wait for a client to read them before nothing more is written to it,
     * and nothing more read from it, until half of them are gone. One batch of up to 64 KiB, or one
     * message, may come on top. Default: 128 KiB.
     *
     * @param bytes how many; at least 1 KiB
     * @return this builder
     */
    public Builder maxOutboundBytes(int bytes) {
      if (bytes < 1024) {
        throw new IllegalArgumentException("maxOutboundBytes: " + bytes + " (expected: >= 1024)");
      }
      this.maxOutboundBytes = bytes;
      return this;
    }

    /**
     * Sets the heartbeat: how long between pings, and how long to wait for the answer before the
     * connection counts as dead. Defaults: 25 s and 20 s, as of Socket.IO 4.
     *
     * @param interval between pings; positive
     * @param timeout for the answer; positive
     * @return this builder
     */
    public Builder heartbeat(Duration interval, Duration timeout) {
      this.pingInterval = positive("interval", interval);
      this.pingTimeout = positive("timeout", timeout);
      return this;
    }

    /**
     * Sets how long a client may take from the handshake to its place in a room. Default: 45 s, as
     * of Socket.IO 4.
     *
     * @param timeout how long; positive
     * @return this builder
     */
    public Builder connectTimeout(Duration timeout) {
      this.connectTimeout = positive("connectTimeout", timeout);
      return this;
    }

    /**
     * Sets how long a client that polls may take to move to the WebSocket that it has opened.
     * Default: 10 s, as of Socket.IO 4.
     *
     * @param timeout how long; positive
     * @return this builder
     */
    public Builder upgradeTimeout(Duration timeout) {
      this.upgradeTimeout = positive("upgradeTimeout", timeout);
      return this;
    }

    /**
     * Lets pages of another origin connect. Without it, the page must come from the host and port
     * that it connects to, or both from this computer's loopback. Clients that are no browsers send
     * no origin and may always connect.
     *
     * @param origin scheme, host and port as a browser sends them, for example {@code
     *     https://example.com}; {@code *} for any
     * @return this builder
     */
    public Builder allowOrigin(String origin) {
      allowedOrigins.add(origin);
      return this;
    }

    /**
     * Serves files beside the chat. Default: none.
     *
     * @param value the files
     * @return this builder
     */
    public Builder files(StaticFiles value) {
      this.files = value;
      return this;
    }

    /**
     * Makes the transport; it does not listen yet.
     *
     * @return the transport
     */
    public SocketIoTransport build() {
      return new SocketIoTransport(
          new Settings(
              host,
              port,
              eventLoops,
              maxMessageBytes,
              maxOutboundBytes,
              pingInterval,
              pingTimeout,
              connectTimeout,
              upgradeTimeout,
              new OriginPolicy(allowedOrigins),
              files));
    }

    private static Duration positive(String name, Duration value) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
      }
      return value;
    }
  }

  /** What the builder was told. */
  record Settings(
      String host,
      int port,
      int eventLoops,
      int maxMessageBytes,
      int maxOutboundBytes,
      Duration pingInterval,
      Duration pingTimeout,
      Duration connectTimeout,
      Duration upgradeTimeout,
      OriginPolicy origins,
      @Nullable StaticFiles files) {}
}
