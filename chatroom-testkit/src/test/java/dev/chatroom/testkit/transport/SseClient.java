package dev.chatroom.testkit.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * A page on the wire of {@link ServerSentEvents}, on bare sockets, so that it can stop reading and
 * be cut off.
 *
 * <p>Threads: one reads the stream and calls the listener, and ends with the stream; one posts, the
 * next command when the last was taken, and ends when there is none.
 */
final class SseClient implements WireClient {

  /** So small that what is not read soon waits at the server. */
  private static final int RECEIVE_BUFFER_BYTES = 16 * 1024;

  private final InetSocketAddress server;
  private final WireListener listener;
  private final Socket stream = new Socket();
  private final CompletableFuture<String> path = new CompletableFuture<>();
  private final ExecutorService poster =
      new ThreadPoolExecutor(
          0, 1, 1, SECONDS, new LinkedBlockingQueue<>(), new ThreadPoolExecutor.DiscardPolicy());

  // Under this client's monitor.
  private boolean reading = true;
  private boolean leaving;

  SseClient(int port, WireRequest request, WireListener listener) {
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.listener = listener;
    new Thread(() -> read(request), "sse-reader").start();
  }

  private void read(WireRequest request) {
    int code = WireListener.NO_CODE;
    String reason = "";
    try (stream) {
      stream.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
      stream.connect(server);
      String target = "/events?" + request.encodedQuery();
      stream.getOutputStream().write(head("GET", target, "").getBytes(UTF_8));
      ChunkedBody body = new ChunkedBody(stream.getInputStream());
      if (body.status() == 200) {
        reason = readEvents(new BufferedReader(new InputStreamReader(body, UTF_8)));
      } else {
        code = body.status();
      }
    } catch (IOException gone) {
      // That is told below.
    }
    path.cancel(false);
    if (!isLeaving()) {
      listener.ended(code, reason);
    }
  }

  /** Returns why the room was refused; empty where it was not. */
  private String readEvents(BufferedReader in) throws IOException {
    String rejection = "";
    String event = "";
    String data = "";
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("event: ")) {
        event = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        data = line.substring("data: ".length());
      } else if (line.isEmpty() && !event.isEmpty()) {
        awaitReading();
        Object payload = SseWire.JSON.readValue(data, Object.class);
        switch (event) {
          case "open" -> path.complete((String) field(payload, "path"));
          case "answer" -> listener.answer((Integer) field(payload, "ack"), field(payload, "data"));
          case "rejected" -> rejection = (String) field(payload, "code");
          default -> listener.event(event, payload);
        }
        event = "";
      }
    }
    return rejection;
  }

  private static Object field(Object payload, String name) {
    return requireNonNull(((Map<?, ?>) payload).get(name), name);
  }

  private String head(String method, String target, String headers) {
    return method
        + (" " + target + " HTTP/1.1\r\n")
        + ("Host: 127.0.0.1:" + server.getPort() + "\r\n")
        + headers
        + "\r\n";
  }

  private void post(byte[] body) {
    try (Socket socket = new Socket()) {
      String headers = "Content-Length: " + body.length + "\r\nConnection: close\r\n";
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.writeBytes(head("POST", path.join(), headers).getBytes(UTF_8));
      request.writeBytes(body);
      socket.connect(server);
      socket.getOutputStream().write(request.toByteArray());
      socket.getInputStream().readAllBytes(); // Taken or not, now the next may follow.
    } catch (IOException | CancellationException gone) {
      // The reader tells that the stream has ended.
    }
  }

  private void emit(SseWire.Command command) {
    try {
      sendRaw(SseWire.JSON.writeValueAsBytes(command));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void emit(String event, @Nullable Object data) {
    emit(new SseWire.Command(event, data, null));
  }

  @Override
  public void emit(String event, @Nullable Object data, int ack) {
    emit(new SseWire.Command(event, data, ack));
  }

  @Override
  public void sendRaw(byte[] raw) {
    poster.execute(() -> post(raw));
  }

  @Override
  public synchronized void stopReading() {
    reading = false;
  }

  @Override
  public synchronized void readOn() {
    reading = true;
    notifyAll();
  }

  private synchronized void awaitReading() throws IOException {
    try {
      while (!reading) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private synchronized boolean isLeaving() {
    return leaving;
  }

  /** The stream is closed at once, and the goodbye comes after all that was said before. */
  @Override
  public void close() {
    leave();
    sendRaw(new byte[0]);
    poster.shutdown();
    closeStream();
  }

  @Override
  public void abort() {
    leave();
    poster.shutdownNow();
    try {
      stream.setSoLinger(true, 0); // A reset instead of a last word.
    } catch (IOException closed) {
      return;
    }
    closeStream();
  }

  private synchronized void leave() {
    leaving = true;
    readOn();
  }

  private void closeStream() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
