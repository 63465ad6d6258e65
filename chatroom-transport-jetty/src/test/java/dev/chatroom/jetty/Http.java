package dev.chatroom.jetty;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** HTTP as it is written. */
final class Http {

  private static final int PATIENCE_MILLIS = 10_000;

  private Http() {}

  /** Reads the head of an answer. */
  static String head(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  /** Asks for a path, and returns the whole answer. */
  static String get(InetSocketAddress server, String path) throws IOException {
    return ask(server, "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  }

  /** Writes something, and returns all that comes back until the connection closes. */
  static String ask(InetSocketAddress server, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      StringBuilder answer = new StringBuilder();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      try {
        while (true) {
          answer.append((char) in.readUnsignedByte());
        }
      } catch (EOFException | java.net.SocketException end) {
        return answer.toString();
      }
    }
  }
}
