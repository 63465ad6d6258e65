package dev.chatroom.socketio;

import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.spi.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
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
 * <p>Clients connect to {@code /socket.io/}, or another {@link SocketIoTransportBuilder#path path},
 * default namespace, with Engine.IO 3 or 4; the events are those of docs/protocol.md. Each client
 * is served by one Netty event loop, that of its first connection. Memory per connection is
 * bounded: inbound by {@link SocketIoTransportBuilder#maxMessageBytes}, outbound by {@link
 * SocketIoTransportBuilder#maxOutboundBytes}; docs/operations.md has the sums. A client that does
 * not read is not read from either.
 *
 * <p>Starts once. Start and stop may be called by any thread, but not by an event loop.
 */
public final class SocketIoTransport implements Transport {

  private static final Logger LOG = LoggerFactory.getLogger(SocketIoTransport.class);

  private final Settings settings;
  private final Connections connections;

  // Written by who holds the monitor. Starting and stopping take it; asking for the address does
  // not.
  private volatile @Nullable NettyServer server;
  private @Nullable ChatPipeline pipeline;
  private boolean started;

  SocketIoTransport(Settings settings) {
    this.settings = settings;
    this.connections = new Connections(settings.access());
  }

  /** {@return a builder with the defaults} */
  public static SocketIoTransportBuilder builder() {
    return new SocketIoTransportBuilder();
  }

  @Override
  public synchronized void start(ChatRooms rooms) {
    if (started) {
      throw new IllegalStateException("the transport was started before");
    }
    started = true;
    EngineClient.Factory clients = ChatClient.factory(rooms, settings.limits().maxMessageBytes());
    ChatPipeline stages = new ChatPipeline(EngineServices.of(settings, connections, clients));
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

  /** Returns how many sessions are open. */
  int sessions() {
    return connections.count();
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
}
