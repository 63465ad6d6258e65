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

/** A WebSocket, text by text. */
final class TextSocket implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final WebSocket socket;

  /** Connects to a path of the server whose page that is. */
  TextSocket(WebSocket.Builder builder, URI page, String path) {
    URI uri = URI.create(page.resolve(path).toString().replaceFirst("http", "ws"));
    socket = builder.buildAsync(uri, new Listener()).join();
  }

  static WebSocket.Builder builder() {
    return HTTP.newWebSocketBuilder();
  }

  void send(String text) {
    socket.sendText(text, true).join();
  }

  String next() {
    try {
      String text = texts.poll(ExampleProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(text).as("a text within %s", ExampleProcess.PATIENCE).isNotNull();
      return Objects.requireNonNull(text);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Skips texts until one begins so, and returns the rest of it. */
  String await(String beginning) {
    while (true) {
      String text = next();
      if (text.startsWith(beginning)) {
        return text.substring(beginning.length());
      }
    }
  }

  /** Returns the status with which the server closed the connection. */
  int awaitClose() {
    return closed.orTimeout(ExampleProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Returns whether the connection is over, however it ended. */
  boolean isOver() {
    return closed.isDone();
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
        texts.add(text.toString());
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
