package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;

/** A WebSocket frame by frame, well-formed or not. */
final class RawWebSocket implements AutoCloseable {

  static final int FIN = 0x80;
  static final int COMPRESSED = 0x40;
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final int PATIENCE_MILLIS = 10_000;
  private static final int SMALL_BUFFER_BYTES = 64 * 1024;
  private static final byte[] MASK = {1, 2, 3, 4};

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final String answer;

  private RawWebSocket(Socket socket, String target, String headers) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = socket.getOutputStream();
    try {
      out.write(handshake(socket.getPort(), target, headers).getBytes(StandardCharsets.UTF_8));
      answer = Http.head(in);
    } catch (IOException cut) {
      socket.close();
      throw cut;
    }
  }

  /** Returns a request for a WebSocket. */
  static String handshake(int port, String target, String headers) {
    return "GET "
        + target
        + " HTTP/1.1\r\nHost: 127.0.0.1:"
        + port
        + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + headers
        + "\r\n";
  }

  /**
   * Asks for a WebSocket.
   *
   * @param target path and query
   * @param headers further ones of the request, each with its line end
   */
  static RawWebSocket ask(InetSocketAddress server, String target, String headers)
      throws IOException {
    return ask(new Socket(InetAddress.getLoopbackAddress(), server.getPort()), target, headers);
  }

  /** Asks for one that takes in little before it is read. */
  static RawWebSocket askSlow(InetSocketAddress server, String target, String headers)
      throws IOException {
    return ask(connected(server, SMALL_BUFFER_BYTES), target, headers);
  }

  private static Socket connected(InetSocketAddress server, int receiveBufferBytes)
      throws IOException {
    Socket socket = new Socket();
    try {
      socket.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferBytes);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
      return socket;
    } catch (IOException refused) {
      socket.close();
      throw refused;
    }
  }

  /** Asks over a connection that is there. */
  static RawWebSocket ask(Socket socket, String target, String headers) throws IOException {
    return new RawWebSocket(socket, target, headers);
  }

  /** Asks for a WebSocket, and gets one. */
  static RawWebSocket open(InetSocketAddress server, String target) throws IOException {
    RawWebSocket opened = ask(server, target, "Sec-WebSocket-Protocol: chatroom.v1\r\n");
    assertThat(opened.answer()).startsWith("HTTP/1.1 101 ").contains("chatroom.v1");
    return opened;
  }

  /** Gets one that takes in little before it is read. */
  static RawWebSocket openSlow(InetSocketAddress server, String target) throws IOException {
    RawWebSocket opened = ask(connected(server, 4096), target, "");
    assertThat(opened.answer()).startsWith("HTTP/1.1 101 ");
    return opened;
  }

  /** Waits for as long as it takes, from here on. */
  RawWebSocket withoutTimeout() throws IOException {
    socket.setSoTimeout(0);
    return this;
  }

  /** Returns the head of the answer to the request. */
  String answer() {
    return answer;
  }

  /** Returns the number of the answer. */
  int status() {
    return Integer.parseInt(answer.substring(9, 12));
  }

  /** Writes a masked frame. */
  RawWebSocket send(int firstByte, byte[] payload) throws IOException {
    out.write(frame(firstByte, payload.length, payload));
    return this;
  }

  /** Writes bytes as they are. */
  RawWebSocket sendRaw(byte[] bytes) throws IOException {
    out.write(bytes);
    return this;
  }

  /** Returns a masked frame, which may announce more than it has. */
  static byte[] frame(int firstByte, long announced, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(firstByte);
    if (announced < 126) {
      frame.write(0x80 | (int) announced);
    } else if (announced < 0x10000) {
      frame.write(0x80 | 126);
      frame.write((int) announced >>> 8);
      frame.write((int) announced);
    } else {
      frame.write(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        frame.write((int) (announced >>> shift));
      }
    }
    frame.writeBytes(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.write(payload[i] ^ MASK[i % MASK.length]);
    }
    return frame.toByteArray();
  }

  RawWebSocket sendText(String text) throws IOException {
    return send(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Claims a nickname, and has the answer. */
  RawWebSocket claim(String nickname) throws IOException {
    sendText("{\"event\":\"nickname\",\"data\":\"" + nickname + "\",\"ack\":1}");
    await("{\"ack\":1,\"data\":{\"msg\":\"ok\"");
    return this;
  }

  RawWebSocket say(String text) throws IOException {
    return sendText("{\"event\":\"message\",\"data\":{\"msg\":\"" + text + "\"}}");
  }

  /** A frame as it came. */
  static final class Received {
    private final int firstByte;
    private final byte[] payload;

    private Received(int firstByte, byte[] payload) {
      this.firstByte = firstByte;
      this.payload = payload;
    }

    byte[] payload() {
      return payload;
    }

    boolean isCompressed() {
      return (firstByte & COMPRESSED) != 0;
    }

    int opCode() {
      return firstByte & 0x0F;
    }

    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    /** Returns the close code and the reason, or nothing for another frame. */
    String close() {
      if (opCode() != CLOSE) {
        return "";
      }
      int code = (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
      return code + " " + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }
  }

  /** Reads the next frame. */
  Received read() throws IOException {
    int firstByte = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    assertThat(length).as("a server does not mask").isLessThan(128);
    long bytes = length;
    if (length == 126) {
      bytes = in.readUnsignedShort();
    } else if (length == 127) {
      bytes = in.readLong();
    }
    byte[] payload = new byte[Math.toIntExact(bytes)];
    in.readFully(payload);
    return new Received(firstByte, payload);
  }

  /** Skips frames until the text of one contains something, and returns it. */
  String await(String part) throws IOException {
    Received frame = read();
    while (!frame.text().contains(part)) {
      assertThat(frame.opCode()).as("awaiting %s, got %s", part, frame.close()).isNotEqualTo(CLOSE);
      frame = read();
    }
    return frame.text();
  }

  /** Skips frames until the server closes, and returns the code and the reason. */
  String awaitClose() throws IOException {
    String close = read().close();
    while (close.isEmpty()) {
      close = read().close();
    }
    return close;
  }

  /** Does its part of the closing handshake. */
  void answerClose() throws IOException {
    send(FIN | CLOSE, new byte[] {3, (byte) 0xE8});
  }

  /** The server ends the connection, with or without a word. */
  void awaitEnd() throws IOException {
    try {
      while (in.read() >= 0) {
        // What is left.
      }
    } catch (EOFException | java.net.SocketException cut) {
      // An end too.
    }
  }

  /** Ends the connection with a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
