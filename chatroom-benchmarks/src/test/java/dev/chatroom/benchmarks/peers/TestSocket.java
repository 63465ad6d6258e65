package dev.chatroom.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client that is none of ours: the JDK's. */
final class TestSocket implements WebSocket.Listener {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String END = "the end";

  private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private final WebSocket socket;
  private CompletableFuture<WebSocket> sent;

  TestSocket(int port, String pathAndQuery) {
    URI uri = URI.create("ws://127.0.0.1:" + port + pathAndQuery);
    socket = CLIENT.newWebSocketBuilder().buildAsync(uri, this).join();
    sent = CompletableFuture.completedFuture(socket);
  }

  /** The JDK's takes one message at a time. */
  void send(String text) {
    sent = sent.thenCompose(before -> before.sendText(text, true));
  }

  void leave() {
    sent = sent.thenCompose(before -> before.sendClose(WebSocket.NORMAL_CLOSURE, ""));
  }

  void sees(String text) throws InterruptedException {
    assertThat(next()).isEqualTo(text);
  }

  void isClosed() throws InterruptedException {
    sees(END);
  }

  @Nullable String next() throws InterruptedException {
    return texts.poll(10, TimeUnit.SECONDS);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      texts.add(partial.toString());
      partial.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
    texts.add(END);
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    texts.add(error.toString());
  }
}
