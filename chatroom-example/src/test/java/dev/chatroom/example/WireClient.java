package dev.chatroom.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Somebody without a page: Socket.IO over WebSocket, packet by packet, as clients 4.x speak it. */
final class WireClient implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final BlockingQueue<String> packets = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final WebSocket socket;
  private int acks;

  private WireClient(WebSocket.Builder builder, URI page) {
    URI uri = page.resolve("/socket.io/?EIO=4&transport=websocket");
    URI wire = URI.create(uri.toString().replaceFirst("http", "ws"));
    socket = builder.buildAsync(wire, new Listener()).join();
    send("40");
    await("40{");
  }

  static WireClient connect(ExampleProcess server) {
    return new WireClient(HTTP.newWebSocketBuilder(), server.url());
  }

  /** Connects as a page of that origin does. */
  static WireClient connectFrom(String origin, ExampleProcess server) {
    return new WireClient(HTTP.newWebSocketBuilder().header("Origin", origin), server.url());
  }

  WireClient send(String packet) {
    socket.sendText(packet, true).join();
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
    try {
      String packet = packets.poll(ExampleProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(packet).as("a packet within %s", ExampleProcess.PATIENCE).isNotNull();
      return Objects.requireNonNull(packet);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Skips packets until one begins so, and returns the rest of it. */
  String await(String beginning) {
    while (true) {
      String packet = next();
      if (packet.startsWith(beginning)) {
        return packet.substring(beginning.length());
      }
    }
  }

  /** Returns the status with which the server closed the connection. */
  int awaitClose() {
    return closed.orTimeout(ExampleProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(closedAlready -> socket).join();
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
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
      closed.complete(status);
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      closed.completeExceptionally(error);
    }
  }
}
