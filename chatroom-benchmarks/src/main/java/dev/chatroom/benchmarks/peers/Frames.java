package dev.chatroom.benchmarks.peers;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.CorruptedFrameException;
import org.jspecify.annotations.Nullable;

/**
 * WebSocket frames (RFC 6455 §5.2): those of servers, whole and not masked, and those of clients,
 * which are taken to be whole and masked.
 */
final class Frames {

  static final int TEXT = 1;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  static final int MAX_HEADER = 10;

  private static final int FINAL = 0x80;
  private static final int WHOLE_OR_MASKED = 0x80;
  private static final int OPCODE = 0x0F;
  private static final int LENGTH = 0x7F;
  private static final int MAX_SHORT = 125;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;
  private static final int MASK_BYTES = 4;

  /** Nothing that a client says is so long. */
  private static final long MAX_PAYLOAD = 1_000_000;

  private Frames() {}

  static void writeHeader(ByteBuf out, int opcode, int length) {
    out.writeByte(FINAL | opcode);
    if (length <= MAX_SHORT) {
      out.writeByte(length);
    } else if (length <= 0xFFFF) {
      out.writeByte(TWO_BYTES).writeShort(length);
    } else {
      out.writeByte(EIGHT_BYTES).writeLong(length);
    }
  }

  static void writeText(ByteBuf out, byte[] text) {
    writeHeader(out, TEXT, text.length);
    out.writeBytes(text);
  }

  /**
   * A frame of a client.
   *
   * @param opcode what it is
   * @param start where its payload begins, which is not masked any more
   * @param length how long that is
   */
  record Received(int opcode, int start, int length) {}

  /**
   * Reads over a frame of a client, and takes the mask from its payload.
   *
   * @return nothing if not all of it is there
   */
  static @Nullable Received read(ByteBuf in) {
    int start = in.readerIndex();
    if (in.readableBytes() < 2) {
      return null;
    }
    int first = in.getUnsignedByte(start);
    int second = in.getUnsignedByte(start + 1);
    if ((first & second & WHOLE_OR_MASKED) == 0) {
      throw new CorruptedFrameException("a frame that is not whole, or not masked");
    }
    int header = headerBytes(second & LENGTH);
    if (in.readableBytes() < header) {
      return null;
    }
    long length =
        switch (second & LENGTH) {
          case TWO_BYTES -> in.getUnsignedShort(start + 2);
          case EIGHT_BYTES -> in.getLong(start + 2);
          default -> second & LENGTH;
        };
    if (length < 0 || length > MAX_PAYLOAD) {
      throw new CorruptedFrameException(
          "length: " + length + " (expected: <= " + MAX_PAYLOAD + ")");
    }
    if (in.readableBytes() < header + length) {
      return null;
    }
    int payload = start + header;
    unmask(in, payload, (int) length, in.getInt(payload - MASK_BYTES));
    in.readerIndex(payload + (int) length);
    return new Received(first & OPCODE, payload, (int) length);
  }

  /** Returns how long the header of a client is, with its mask. */
  private static int headerBytes(int length) {
    return switch (length) {
      case TWO_BYTES -> 2 + Short.BYTES + MASK_BYTES;
      case EIGHT_BYTES -> 2 + Long.BYTES + MASK_BYTES;
      default -> 2 + MASK_BYTES;
    };
  }

  private static void unmask(ByteBuf in, int start, int length, int mask) {
    int end = start + length;
    int at = start;
    long lower = Integer.toUnsignedLong(mask);
    long twice = (lower << Integer.SIZE) | lower;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      in.setLong(at, in.getLong(at) ^ twice);
    }
    for (; at < end; at++) {
      int place = Integer.BYTES - 1 - ((at - start) & (Integer.BYTES - 1));
      in.setByte(at, in.getByte(at) ^ (mask >>> (Byte.SIZE * place)));
    }
  }
}
