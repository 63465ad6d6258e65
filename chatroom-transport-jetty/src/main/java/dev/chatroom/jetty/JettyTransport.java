package dev.chatroom.jetty;

import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.spi.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts plain WebSocket clients into rooms, on Jetty: on a port of its own, or at a path of a server
 * that the application has.
 *
 * <pre>{@code
 * try (JettyTransport transport = JettyTransport.builder().port(3000).build()) {
 *   transport.start(rooms);
 * }
 * }</pre>
 *
 * <pre>{@code
 * JettyTransport transport = JettyTransport.builder().mounted();
 * server.insertHandler(transport.handler()); // or that of a context
 * server.start();
 * transport.start(rooms);
 * }</pre>
 *
 * <p>Clients connect to {@code /chat}, or another {@link JettyTransportBuilder#path path}, with the
 * subprotocol {@code chatroom.v1} or none; the events are those of docs/protocol.md, each a JSON
 * object in a text message. Each client belongs to one of a few {@link JettyTransportBuilder#lanes
 * lanes}, the threads of the server that select; policies run there, and must not block. Memory per
 * connection is bounded: inbound by {@link JettyTransportBuilder#maxMessageBytes}, outbound by
 * {@link JettyTransportBuilder#maxOutboundBytes}. A client that does not read is not read from
 * either.
 *
 * <p>Starts once. Start and stop may be called by any thread, but not by one of the server's.
 */
public final class JettyTransport implements Transport {

  private static final Logger LOG = LoggerFactory.getLogger(JettyTransport.class);

  private final Settings settings;
  private final @Nullable Listening listening;
  private final ChatHandler handler;

  private volatile @Nullable OwnServer server;
  private volatile boolean isStopped;

  // Guarded by this, which a start holds until it listens.
  private @Nullable Chat chat;
  private boolean started;

  /**
   * Makes a transport.
   *
   * @param listening what its own server is like; absent where the application has one
   */
  JettyTransport(Settings settings, @Nullable Listening listening) {
    this.settings = settings;
    this.listening = listening;
    this.handler = new ChatHandler(settings, () -> stopChat(DEFAULT_DRAIN));
  }

  /** {@return a builder with the defaults} */
  public static JettyTransportBuilder builder() {
    return new JettyTransportBuilder();
  }

  /**
   * Returns what serves the chat in a server of the application: in front of the handlers of a
   * {@code Server}, a {@code ContextHandler} or a {@code ServletContextHandler}, where {@code
   * insertHandler} puts it before they start. In a context the path is below that of the context.
   * It answers 503 before the transport starts and after it stops. When the server or the context
   * stops, so does the transport, with {@link #DEFAULT_DRAIN}; transports in several contexts one
   * after the other. As it starts once, a server or a context that starts again answers 503: it
   * needs another transport.
   *
   * @return the handler, the same each time
   * @throws IllegalStateException when the transport is not {@link JettyTransportBuilder#mounted}
   */
  public Handler.Singleton handler() {
    if (listening != null) {
      throw new IllegalStateException(
          "handler: of a transport with a server of its own (expected: one that is mounted)");
    }
    return handler;
  }

  @Override
  public synchronized void start(ChatRooms rooms) {
    if (started) {
      throw new IllegalStateException("the transport was started before");
    }
    started = true;
    Chat starting =
        new Chat(
            rooms,
            settings,
            task -> handler.server().getThreadPool().execute(task),
            () -> handler.server().getScheduler());
    handler.serve(starting);
    if (listening != null) {
      try {
        server = new OwnServer(listening, settings, handler);
      } finally {
        if (server == null) {
          handler.serve(null);
        }
      }
      LOG.debug("listening on {}", address());
    }
    chat = starting;
  }

  /**
   * Returns the address that it listens on.
   *
   * @return the address; nothing before the start and after the stop, nor where it is mounted
   */
  public Optional<InetSocketAddress> address() {
    return isStopped ? Optional.empty() : Optional.ofNullable(server).map(OwnServer::address);
  }

  /** Returns how many clients are connected. */
  synchronized int clients() {
    return chat == null ? 0 : chat.connections().count();
  }

  /** Whoever comes second waits as long as the first. */
  @Override
  public void stop(Duration drain) {
    stopChat(drain);
    OwnServer own = server;
    if (isStopped && own != null) {
      own.stop();
      server = null;
      LOG.debug("stopped");
    }
  }

  /**
   * Ends the sessions. Who stops the server holds a lock of Jetty's and comes here too: so nobody
   * waits for Jetty, or for clients, with the monitor.
   */
  private void stopChat(Duration drain) {
    Chat stopping;
    synchronized (this) {
      stopping = chat;
      if (stopping == null) {
        return;
      }
      isStopped = true;
    }
    handler.serve(null);
    OwnServer own = server;
    if (own != null) {
      own.stopAccepting();
    }
    stopping.connections().closeAll(CloseReason.GOING_AWAY);
    stopping.connections().awaitEmpty(drain);
  }
}
