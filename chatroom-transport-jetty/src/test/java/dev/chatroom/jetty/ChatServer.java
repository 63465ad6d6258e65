package dev.chatroom.jetty;

import dev.chatroom.ChatRooms;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Rooms, and a transport with a port of its own. */
record ChatServer(ChatRooms rooms, JettyTransport transport) implements AutoCloseable {

  static ChatServer start() {
    return start(options -> options);
  }

  static ChatServer start(UnaryOperator<JettyTransportBuilder> options) {
    return start(ChatRooms.builder(), options);
  }

  static ChatServer start(ChatRooms.Builder rooms, UnaryOperator<JettyTransportBuilder> options) {
    JettyTransport transport =
        options.apply(JettyTransport.builder().host("127.0.0.1").port(0)).build();
    ChatServer server = new ChatServer(rooms.build(), transport);
    transport.start(server.rooms());
    return server;
  }

  InetSocketAddress address() {
    return transport.address().orElseThrow();
  }

  /** Connects, with parameters of the query. */
  RawWebSocket connect(String query) throws IOException {
    return RawWebSocket.open(address(), "/chat?" + query);
  }

  RawWebSocket connect() throws IOException {
    return connect("");
  }

  /** Asks for a connection, with further headers, each with its line end. */
  RawWebSocket ask(String headers) throws IOException {
    return RawWebSocket.ask(address(), "/chat", headers);
  }

  /** Waits until the server has noticed that nobody is connected any more. */
  void awaitNobody() {
    Waiting.until("nobody is here", () -> transport.clients() == 0);
    Waiting.until("the room is empty", () -> rooms.room("lobby").stats().sessions() == 0);
  }

  @Override
  public void close() {
    transport.stop(Duration.ZERO);
    rooms.close();
  }
}
