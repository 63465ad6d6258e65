package dev.chatroom.socketio;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Those who mean no good, and the connections that they hold open. */
final class Attackers implements Closeable {

  private static final int FLOOD_BYTES = 8 * 1024 * 1024;

  private final InetSocketAddress server;
  private final Deque<Closeable> held = new ArrayDeque<>();

  Attackers(InetSocketAddress server) {
    this.server = server;
  }

  /** Opens a connection that they keep until they go. */
  RawClient http() throws IOException {
    RawClient client = RawClient.connect(server, 4 * 1024);
    held.add(client::close);
    return client;
  }

  /** Opens a WebSocket that they keep until they go. */
  RawWebSocket webSocket(String query, String headers) throws IOException {
    RawWebSocket client = new RawWebSocket(server, query, headers);
    held.add(client::close);
    return client;
  }

  /** Opens a WebSocket on which they can write bytes that are no frames. */
  RawClient frames(String query) throws IOException {
    RawClient client = http();
    client.send(upgradeRequest(query));
    client.await("\r\n\r\n");
    return client;
  }

  static String upgradeRequest(String query) {
    return "GET /socket.io/?"
        + query
        + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  }

  /** Opens a WebSocket with a place in the room. */
  RawWebSocket member() throws IOException {
    RawWebSocket client = webSocket("EIO=3&transport=websocket", "");
    client.await("nicknames");
    return client;
  }

  /** Begins a session that polls, and returns its id; its connection is closed. */
  String session(int version) throws IOException {
    try (RawClient client = RawClient.connect(server)) {
      client.get("/socket.io/?EIO=" + version + "&transport=polling");
      return client.awaitSessionId();
    }
  }

  /** Posts to a session, and returns the first line of the answer. */
  String post(String sid, String type, String body) throws IOException {
    try (RawClient client = RawClient.connect(server)) {
      client.send(postRequest(sid, type, body));
      return client.await("\r\n");
    }
  }

  static String postRequest(String sid, String type, String body) {
    return request(
            "POST",
            "&sid=" + sid,
            "Content-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n")
        + body;
  }

  /** Makes a request about polling. */
  static String request(String method, String query, String headers) {
    return method
        + " /socket.io/?EIO=4&transport=polling"
        + query
        + " HTTP/1.1\r\nHost: x\r\n"
        + headers
        + "\r\n";
  }

  /** Sends as much as the server takes, until it closes. */
  static void flood(RawClient client, String bytes, int times) throws IOException {
    byte[] each = bytes.getBytes(StandardCharsets.ISO_8859_1);
    try {
      for (int i = 0; i < times; i++) {
        client.send(each);
      }
    } catch (SocketException closed) {
      // The server has had enough.
    }
  }

  /** Sends without reading until the server reads no more, or closes, or has read a lot. */
  void floodWithoutReading(RawClient client, String bytes) throws IOException {
    Thread flood =
        new Thread(
            () -> {
              try {
                flood(client, bytes, Math.max(1, FLOOD_BYTES / bytes.length()));
              } catch (IOException gone) {
                // They have gone.
              }
            },
            "flood");
    flood.setDaemon(true);
    flood.start();
    held.add(() -> join(flood));
    held.addFirst(client::close);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** They go, without a word. */
  @Override
  public void close() throws IOException {
    while (!held.isEmpty()) {
      held.remove().close();
    }
  }
}
