package dev.chatroom.benchmarks.load;

import java.nio.ByteBuffer;

/** The opening handshake of a WebSocket (RFC 6455 §4.1), as a client sees it. */
final class Upgrade {

  private final StringBuilder answer = new StringBuilder();

  /** Returns what asks for a WebSocket. */
  static String request(String target, int port) {
    return "GET "
        + target
        + " HTTP/1.1\r\nHost: 127.0.0.1:"
        + port
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
  }

  /** Reads the answer up to its end; returns whether that has come. Frames may follow. */
  boolean read(ByteBuffer in) {
    while (in.hasRemaining()) {
      answer.append((char) in.get());
      if (endsWithBlankLine()) {
        if (!answer.toString().startsWith("HTTP/1.1 101 ")) {
          throw new IllegalStateException("answer: " + answer + " (expected: 101)");
        }
        return true;
      }
    }
    return false;
  }

  private boolean endsWithBlankLine() {
    int length = answer.length();
    return length >= 4 && answer.substring(length - 4).equals("\r\n\r\n");
  }
}
