package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A WebSocket frame by frame, well-formed or not, compressed (RFC 7692) or not. */
final class RawWebSocket implements AutoCloseable {

  static final int FIN = 0x80;
  static final int COMPRESSED = 0x40;
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;

  private static final int PATIENCE_MILLIS = 10_000;
  private static final byte[] MASK = {1, 2, 3, 4};

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final String answer;

  /**
   * Connects.
   *
   * @param headers further ones of the request, each with its line end
   */
  RawWebSocket(InetSocketAddress server, String query, String headers) throws IOException {
    this(server, "/socket.io/?" + query, "13", headers);
  }

  /** Goes on with a socket that is connected. */
  RawWebSocket(Socket socket, String query, String headers) throws IOException {
    this(socket, "/socket.io/?" + query, "13", headers);
  }

  /**
   * Connects.
   *
   * @param target path and query
   * @param version of the WebSocket protocol
   * @param headers further ones of the request, each with its line end
   */
  RawWebSocket(InetSocketAddress server, String target, String version, String headers)
      throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), server.getPort()), target, version, headers);
  }

  private RawWebSocket(Socket socket, String target, String version, String headers)
      throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = socket.getOutputStream();
    String request =
        "GET "
            + target
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + socket.getPort()
            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: "
            + version
            + "\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + headers
            + "\r\n";
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    answer = head.toString();
  }

  /** Returns the head of the answer to the request. */
  String answer() {
    return answer;
  }

  /** Writes a masked frame. */
  RawWebSocket send(int firstByte, byte[] payload) throws IOException {
    return sendBytes(frame(firstByte, payload));
  }

  /** Returns a masked frame. */
  static byte[] frame(int firstByte, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(firstByte);
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else if (payload.length < 0x10000) {
      frame.write(0x80 | 126);
      frame.write(payload.length >>> 8);
      frame.write(payload.length);
    } else {
      frame.write(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        frame.write((int) ((long) payload.length >>> shift));
      }
    }
    frame.writeBytes(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.write(payload[i] ^ MASK[i % MASK.length]);
    }
    return frame.toByteArray();
  }

  /** Writes bytes as they are. */
  RawWebSocket sendBytes(byte[] bytes) throws IOException {
    out.write(bytes);
    return this;
  }

  RawWebSocket sendText(String packet) throws IOException {
    return send(FIN | TEXT, packet.getBytes(StandardCharsets.UTF_8));
  }

  /** A frame as it came. */
  static final class Received {
    private final int firstByte;
    private final byte[] payload;

    private Received(int firstByte, byte[] payload) {
      this.firstByte = firstByte;
      this.payload = payload;
    }

    boolean isCompressed() {
      return (firstByte & COMPRESSED) != 0;
    }

    byte[] payload() {
      return payload;
    }

    /** Returns the text, unpacked where it was compressed. */
    String text() {
      return new String(isCompressed() ? inflate(payload) : payload, StandardCharsets.UTF_8);
    }

    /** Returns the close code, or 0 for another frame. */
    int closeCode() {
      return isClose() ? (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF) : 0;
    }

    boolean isClose() {
      return (firstByte & 0x0F) == CLOSE;
    }

    /** Returns what a close says in words. */
    String closeReason() {
      return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
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

  /** Skips frames until the text of one contains something. */
  Received await(String part) throws IOException {
    Received frame = read();
    while (!frame.text().contains(part)) {
      frame = read();
    }
    return frame;
  }

  /** Skips frames until the server closes, and returns the code. */
  int awaitClose() throws IOException {
    int code = read().closeCode();
    while (code == 0) {
      code = read().closeCode();
    }
    return code;
  }

  /** Compresses a message as a client does (RFC 7692 §7.2.1). */
  static byte[] deflate(byte[] message) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(message);
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    byte[] chunk = new byte[64 * 1024];
    int bytes;
    do {
      bytes = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
      deflated.write(chunk, 0, bytes);
    } while (bytes == chunk.length);
    deflater.end();
    byte[] withTail = deflated.toByteArray();
    return Arrays.copyOf(withTail, withTail.length - 4);
  }

  private static byte[] inflate(byte[] message) {
    Inflater inflater = new Inflater(true);
    ByteArrayOutputStream inflated = new ByteArrayOutputStream();
    byte[] chunk = new byte[64 * 1024];
    try {
      for (byte[] input : new byte[][] {message, {0, 0, -1, -1}}) {
        inflater.setInput(input);
        while (!inflater.needsInput()) {
          inflated.write(chunk, 0, inflater.inflate(chunk));
        }
      }
    } catch (DataFormatException e) {
      throw new AssertionError(e);
    } finally {
      inflater.end();
    }
    return inflated.toByteArray();
  }

  /** Waits for what comes however long it takes. */
  RawWebSocket withoutTimeout() throws IOException {
    socket.setSoTimeout(0);
    return this;
  }

  /** Ends the connection so that the server gets a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
