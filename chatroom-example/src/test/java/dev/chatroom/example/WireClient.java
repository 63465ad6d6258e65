package dev.chatroom.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.WebSocket;

/** Somebody without a page: Socket.IO over WebSocket, packet by packet, as clients 4.x speak it. */
final class WireClient implements AutoCloseable {

  private final TextSocket socket;
  private int acks;

  private WireClient(WebSocket.Builder builder, URI page) {
    socket = new TextSocket(builder, page, "/socket.io/?EIO=4&transport=websocket");
    send("40");
    await("40{");
  }

  static WireClient connect(ExampleProcess server) {
    return connect(server.url());
  }

  /** Connects to where the page of Socket.IO is. */
  static WireClient connect(URI page) {
    return new WireClient(TextSocket.builder(), page);
  }

  /** Connects as a page of that origin does. */
  static WireClient connectFrom(String origin, ExampleProcess server) {
    return new WireClient(TextSocket.builder().header("Origin", origin), server.url());
  }

  WireClient send(String packet) {
    socket.send(packet);
    return this;
  }

  /** Sends an event with its data in JSON, and returns the answer. */
  String ask(String event, String data) {
    int ack = acks++;
    send("42" + ack + "[\"" + event + "\"," + data + "]");
    return await("43" + ack);
  }

  WireClient claim(String nickname) {
    assertThat(ask("nickname", "\"" + nickname + "\"")).contains("\"msg\":\"ok\"");
    return this;
  }

  WireClient post(String text) {
    assertThat(ask("message", message(text))).contains("\"msg\":\"ok\"");
    return this;
  }

  static String message(String text) {
    return "{\"msg\":\"" + text + "\"}";
  }

  String next() {
    return socket.next();
  }

  /** Skips packets until one begins so, and returns the rest of it. */
  String await(String beginning) {
    return socket.await(beginning);
  }

  /** Skips packets until a list of who is here is one without somebody. */
  void awaitNicknamesWithout(String nickname) {
    while (await("42[\"nicknames\",").contains("\"" + nickname + "\"")) {
      // The list from before may come late.
    }
  }

  /** Returns the status with which the server closed the connection. */
  int awaitClose() {
    return socket.awaitClose();
  }

  @Override
  public void close() {
    socket.close();
  }
}
