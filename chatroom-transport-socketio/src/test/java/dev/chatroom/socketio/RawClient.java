package dev.chatroom.socketio;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that writes and reads bytes. */
final class RawClient implements AutoCloseable {

  private static final int MAX_KEPT = 256 * 1024;

  private final Socket socket;
  private final InputStream in;

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static RawClient connect(InetSocketAddress server) throws IOException {
    return connect(server, 64 * 1024);
  }

  /** One that takes little before it is read from. */
  static RawClient connect(InetSocketAddress server, int receiveBuffer) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(receiveBuffer);
    socket.setSoTimeout(10_000);
    socket.connect(server);
    return new RawClient(socket);
  }

  void get(String target) throws IOException {
    send("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
  }

  void send(String bytes) throws IOException {
    send(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Nothing more will be sent. */
  void endOfRequests() throws IOException {
    socket.shutdownOutput();
  }

  String awaitSessionId() throws IOException {
    String head = await("\",\"upgrades\"");
    return head.substring(head.indexOf("\"sid\":\"") + 7, head.length() - 12);
  }

  /** Reads up to and with a text, and returns what was read, or the end of it where it is long. */
  String await(String text) throws IOException {
    StringBuilder read = new StringBuilder();
    char last = text.charAt(text.length() - 1);
    for (int next = in.read(); next >= 0; next = in.read()) {
      read.append((char) next);
      int begin = read.length() - text.length();
      if (next == last && begin >= 0 && read.indexOf(text, begin) == begin) {
        return read.toString();
      }
      if (read.length() > MAX_KEPT) {
        read.delete(0, MAX_KEPT / 2);
      }
    }
    throw new AssertionError("no " + text + " after " + read);
  }

  /** Reads on until the server has ended the connection. */
  void awaitEnd() throws IOException {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (SocketTimeoutException itGoesOn) {
      throw new AssertionError("not ended", itGoesOn);
    } catch (SocketException endedRoughly) {
      // As good.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
