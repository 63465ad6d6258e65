package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.chatroom.web.Json;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A client that speaks Engine.IO 3 or 4 over WebSocket, packet by packet. */
final class WireClient implements AutoCloseable {

  /** How long anything may take before the test counts as failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final BlockingQueue<String> packets = new LinkedBlockingQueue<>();
  private final BlockingQueue<ByteBuffer> binaries = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final WebSocket socket;
  private int acks;

  private WireClient(HttpClient http, URI uri, Map<String, String> headers) {
    WebSocket.Builder builder = http.newWebSocketBuilder();
    headers.forEach(builder::header);
    socket = builder.buildAsync(uri, new Listener()).join();
  }

  /** Connects as clients 1.x and 2.x do, and awaits a place in the room. */
  static WireClient version3(InetSocketAddress server, String query) {
    WireClient client = raw(server, "EIO=3&transport=websocket&" + query);
    assertThat(client.next()).startsWith("0{");
    return client;
  }

  /** Connects as clients 3.x and 4.x do. */
  static WireClient version4(InetSocketAddress server, String query) {
    WireClient client = raw(server, "EIO=4&transport=websocket&" + query);
    assertThat(client.next()).startsWith("0{");
    client.send("40");
    return client;
  }

  static WireClient raw(InetSocketAddress server, String query) {
    return at(server, "/socket.io/?" + query);
  }

  /** Opens a WebSocket at a path, with its query. */
  static WireClient at(InetSocketAddress server, String target) {
    return new WireClient(HTTP, uri("ws", server, target), Map.of());
  }

  static WireClient raw(InetSocketAddress server, String query, Map<String, String> headers) {
    return new WireClient(HTTP, uri("ws", server, "/socket.io/?" + query), headers);
  }

  /** Connects over TLS as clients 4.x do. */
  static WireClient secure(InetSocketAddress server, SSLContext trust) {
    URI uri = uri("wss", server, "/socket.io/?EIO=4&transport=websocket");
    HttpClient http = HttpClient.newBuilder().sslContext(trust).build();
    WireClient client = new WireClient(http, uri, Map.of());
    assertThat(client.next()).startsWith("0{");
    return client.send("40");
  }

  private static URI uri(String scheme, InetSocketAddress server, String target) {
    return URI.create(scheme + "://127.0.0.1:" + server.getPort() + target);
  }

  WireClient send(String packet) {
    socket.sendText(packet, true).join();
    return this;
  }

  WireClient sendInPieces(String... pieces) {
    for (int i = 0; i < pieces.length; i++) {
      socket.sendText(pieces[i], i == pieces.length - 1).join();
    }
    return this;
  }

  WireClient sendBinary(byte... bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    return this;
  }

  WireClient emit(String event, @Nullable Object data) {
    return send("42" + json(event, data));
  }

  /** Emits with an acknowledgement, and returns what comes back in its place in the stream. */
  String ask(String event, @Nullable Object data) {
    int ack = acks++;
    send("42" + ack + json(event, data));
    String prefix = "43" + ack;
    return awaitPacket(packet -> packet.startsWith(prefix)).substring(prefix.length());
  }

  private static String json(String event, @Nullable Object data) {
    List<@Nullable Object> packet = new ArrayList<>();
    packet.add(event);
    packet.add(data);
    return new String(Json.bytes(packet), StandardCharsets.UTF_8);
  }

  /** Claims a nickname that is to be had. */
  WireClient claim(String nickname) {
    assertThat(ask("nickname", nickname)).contains("\"msg\":\"ok\"");
    return this;
  }

  /** Returns the next packet that is text. */
  String next() {
    return next(packets);
  }

  /** Returns the next packet that is binary. */
  byte[] nextBinary() {
    return next(binaries).array();
  }

  private static <T> T next(BlockingQueue<T> queue) {
    try {
      T packet = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(packet).as("a packet within %s", PATIENCE).isNotNull();
      return Objects.requireNonNull(packet);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Skips packets until one is as wanted, and returns it. */
  String awaitPacket(Predicate<String> wanted) {
    while (true) {
      String packet = next();
      if (wanted.test(packet)) {
        return packet;
      }
    }
  }

  /** Skips packets until an event of that name comes, and returns its data. */
  Object awaitEvent(String event) {
    String prefix = "42[\"" + event + "\",";
    String packet = awaitPacket(each -> each.startsWith(prefix));
    try {
      List<?> arguments = (List<?>) Objects.requireNonNull(Json.parse(packet.substring(2)));
      return Objects.requireNonNull(arguments.get(1));
    } catch (JsonProcessingException e) {
      throw new AssertionError(packet, e);
    }
  }

  /** Skips packets until the list of nicknames is this one. */
  WireClient awaitNicknames(String... nicknames) {
    while (!awaitEvent("nicknames").equals(List.of(nicknames))) {
      // An older list.
    }
    return this;
  }

  /** Skips to the next message, and returns it as {@code nickname说:msg}. */
  String awaitMessage() {
    Map<?, ?> message = (Map<?, ?>) awaitEvent("message");
    return message.get("nickname") + "说:" + message.get("msg");
  }

  /** Returns the status with which the server closed the connection. */
  int awaitClose() {
    return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  boolean isOpen() {
    return !closed.isDone();
  }

  /** Closes as a browser does that leaves the page. */
  @Override
  public void close() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(closedAlready -> socket).join();
  }

  /** Drops the connection without a word. */
  void abort() {
    socket.abort();
  }

  private final class Listener implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(
        WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        packets.add(text.toString());
        text.setLength(0);
      }
      webSocket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(
        WebSocket webSocket, ByteBuffer data, boolean last) {
      ByteBuffer copy = ByteBuffer.allocate(data.remaining());
      copy.put(data);
      binaries.add(copy);
      webSocket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
      closed.complete(status);
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      closed.complete(1006);
    }
  }
}
