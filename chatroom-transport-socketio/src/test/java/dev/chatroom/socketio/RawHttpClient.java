package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection on which requests are written byte by byte, and answers read one by one. */
final class RawHttpClient implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;
  private final InputStream in;

  RawHttpClient(InetSocketAddress server) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), server.getPort()));
  }

  RawHttpClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * What came back.
   *
   * @param headers by their names in small letters
   */
  record Answer(int status, Map<String, String> headers, String body) {

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  RawHttpClient send(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** Asks by GET, without reading the answer. */
  RawHttpClient get(String path, String... headers) throws IOException {
    return send(request("GET", path, headers));
  }

  static String request(String method, String path, String... headers) {
    StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: x\r\n");
    for (String each : headers) {
      request.append(each).append("\r\n");
    }
    return request.append("\r\n").toString();
  }

  Answer answer() throws IOException {
    return answer(false);
  }

  Answer answerWithoutBody() throws IOException {
    return answer(true);
  }

  private Answer answer(boolean headOnly) throws IOException {
    String statusLine = line();
    assertThat(statusLine).matches("HTTP/1\\.1 \\d{3} .*");
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      String name = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
      headers.put(name, line.substring(line.indexOf(':') + 1).trim());
    }
    int length = headOnly ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    assertThat(body).hasSize(length);
    return new Answer(Integer.parseInt(statusLine.substring(9, 12)), headers, body);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (!line.toString().endsWith("\r\n")) {
      int next = in.read();
      assertThat(next).as("the end after '%s'", line).isNotNegative();
      line.append((char) next);
    }
    return line.substring(0, line.length() - 2);
  }

  /** Reads the first line of an answer, and leaves the rest. */
  void awaitStatus(int status) throws IOException {
    assertThat(line()).startsWith("HTTP/1.1 " + status);
  }

  /** Reads whatever comes until the server closes. */
  void awaitEnd() throws IOException {
    byte[] read = new byte[64 * 1024];
    try {
      while (in.read(read) >= 0) {
        // Not of interest.
      }
    } catch (SocketException closedWithBytesUnread) {
      // An end as well.
    }
  }

  /** Waits until the server closes, and expects nothing more from it. */
  void awaitClose() throws IOException {
    try {
      assertThat(in.read()).isEqualTo(-1);
    } catch (SocketException closedWithBytesUnread) {
      // A reset, as it happens where the server has not read all.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
