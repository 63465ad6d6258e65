package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that writes and reads bytes. */
final class RawClient implements AutoCloseable {

  private final Socket socket;

  private RawClient(Socket socket) {
    this.socket = socket;
  }

  static RawClient connect(InetSocketAddress server) throws IOException {
    Socket socket = new Socket(server.getAddress(), server.getPort());
    socket.setSoTimeout(10_000);
    return new RawClient(socket);
  }

  void get(String target) throws IOException {
    send("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
  }

  void send(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
  }

  String awaitSessionId() throws IOException {
    String head = await("\",\"upgrades\"");
    return head.substring(head.indexOf("\"sid\":\"") + 7, head.length() - 12);
  }

  String await(String text) throws IOException {
    StringBuilder read = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (read.indexOf(text) < 0) {
      int next = in.read();
      assertThat(next).as("more than %s", read).isNotNegative();
      read.append((char) next);
    }
    return read.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
