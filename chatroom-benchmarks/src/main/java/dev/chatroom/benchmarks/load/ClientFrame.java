package dev.chatroom.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Frames of a client. They are masked (RFC 6455 §5.3): by four equal bytes, so that a frame that is
 * made can be changed anywhere, and not by zeros, so that no server can do without unmasking.
 */
final class ClientFrame {

  static final int TEXT = 1;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final byte MASK = 0x5A;

  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int MASK_BYTES = 4;

  private ClientFrame() {}

  /** Returns a frame with a text. */
  static byte[] text(String text) {
    return frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a frame; of what a client says here nothing needs more than 64 KiB. */
  static byte[] frame(int opcode, byte[] payload) {
    boolean isShort = payload.length < 126;
    ByteBuffer frame = ByteBuffer.allocate((isShort ? 2 : 4) + MASK_BYTES + payload.length);
    frame.put((byte) (FINAL | opcode));
    if (isShort) {
      frame.put((byte) (MASKED | payload.length));
    } else {
      frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
    }
    for (int each = 0; each < MASK_BYTES; each++) {
      frame.put(MASK);
    }
    int head = frame.position();
    byte[] masked = frame.put(payload).array();
    mask(masked, head, masked.length);
    return masked;
  }

  /** Masks what was written into a frame in clear. */
  static void mask(byte[] frame, int from, int to) {
    for (int at = from; at < to; at++) {
      frame[at] ^= MASK;
    }
  }
}
