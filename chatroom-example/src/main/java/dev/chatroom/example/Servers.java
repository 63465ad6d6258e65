package dev.chatroom.example;

import dev.chatroom.ChatRooms;
import dev.chatroom.jetty.JettyTransport;
import dev.chatroom.socketio.SocketIoTransport;
import dev.chatroom.spi.Transport;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;

/** The rooms, and the servers through which pages get into them. Not safe for concurrent use. */
final class Servers implements AutoCloseable {

  private final SharedRooms shared;
  private final ChatRooms rooms;
  private final String host;
  private final Deque<Transport> started = new ArrayDeque<>();
  private final List<Integer> ports = new ArrayList<>();

  /** Takes over the rooms, and serves nobody yet. */
  Servers(SharedRooms shared, String host) {
    this.shared = shared;
    this.rooms = shared.rooms();
    this.host = host;
  }

  /**
   * Serves the page and Socket.IO.
   *
   * @throws UncheckedIOException if it cannot listen there; the message says where and why
   */
  void serveSocketIo(int port) {
    SocketIoTransport transport =
        SocketIoTransport.builder()
            .host(host)
            .port(port)
            .files(Page.overSocketIo())
            .handler(() -> new SocketIoHealth(rooms))
            .build();
    transport.start(rooms);
    add(transport, transport.address());
  }

  /**
   * Serves the page and the plain WebSocket.
   *
   * @throws UncheckedIOException as above
   */
  void serveJetty(int port) {
    JettyTransport transport =
        JettyTransport.builder()
            .host(host)
            .port(port)
            .handler(new Handler.Sequence(new JettyHealth(rooms), Page.overWebSocket()))
            .build();
    transport.start(rooms);
    add(transport, transport.address());
  }

  private void add(Transport transport, Optional<InetSocketAddress> address) {
    started.push(transport);
    ports.add(address.orElseThrow().getPort());
  }

  /** Returns the addresses of the pages, as people here may open them. */
  List<String> pages() {
    String shown = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
    return ports.stream().map(port -> "http://" + shown + ":" + port + "/").toList();
  }

  /** Tells everybody, over all transports at once, and frees the ports. */
  @Override
  public void close() {
    rooms.drain(Transport.DEFAULT_DRAIN).toCompletableFuture().join();
    started.forEach(Transport::close);
    shared.close();
  }
}
