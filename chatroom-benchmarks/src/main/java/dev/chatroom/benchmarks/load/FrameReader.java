package dev.chatroom.benchmarks.load;

import java.nio.ByteBuffer;

/**
 * Finds the frames of a server (RFC 6455 §5.2) in the bytes that came, where they lie. Only a frame
 * that is split over two reads is copied.
 */
final class FrameReader {

  /** Where frames go. */
  interface Sink {

    /**
     * Takes a frame.
     *
     * @param bytes where its payload is, from {@code start} to {@code end}; lent for this call
     */
    void frame(int opcode, ByteBuffer bytes, int start, int end);
  }

  private static final int MAX_FRAME_BYTES = 64 << 20;

  /** What came of a frame whose rest did not, up to its position. */
  private ByteBuffer begun = ByteBuffer.allocate(0);

  /** Gives the frames in some bytes to a sink, and keeps the beginning of one that goes on. */
  void read(ByteBuffer in, Sink sink) {
    if (begun.position() > 0 && !finish(in, sink)) {
      return;
    }
    int at = in.position();
    int limit = in.limit();
    while (at < limit) {
      int needed = needed(in, at, limit - at);
      if (needed > limit - at) {
        in.position(at);
        begin(in, needed);
        return;
      }
      give(in, at, needed, sink);
      at += needed;
    }
    in.position(limit);
  }

  private static void give(ByteBuffer bytes, int at, int count, Sink sink) {
    sink.frame(bytes.get(at) & 0xF, bytes, at + headerBytes(bytes.get(at + 1)), at + count);
  }

  /** Returns how many bytes the frame has that begins here, or as many as would tell. */
  private static int needed(ByteBuffer bytes, int at, int count) {
    if (count < 2) {
      return 2;
    }
    byte second = bytes.get(at + 1);
    int header = headerBytes(second);
    if (count < header) {
      return header;
    }
    long payload =
        switch (header) {
          case 2 -> second;
          case 4 -> bytes.getShort(at + 2) & 0xFFFF;
          default -> bytes.getLong(at + 2);
        };
    if (payload < 0 || payload > MAX_FRAME_BYTES) {
      throw new IllegalStateException("payload: " + payload + " (expected: <= 64 MiB, unmasked)");
    }
    return header + (int) payload;
  }

  private static int headerBytes(byte second) {
    return second == 127 ? 10 : second == 126 ? 4 : 2;
  }

  private void begin(ByteBuffer in, int needed) {
    makeRoom(needed);
    begun.put(in);
  }

  /** Adds to the frame that was begun; returns whether it is there now, and was given away. */
  private boolean finish(ByteBuffer in, Sink sink) {
    while (true) {
      int needed = needed(begun, 0, begun.position());
      int missing = needed - begun.position();
      if (missing == 0) {
        give(begun, 0, needed, sink);
        begun.clear();
        return true;
      }
      if (!in.hasRemaining()) {
        return false;
      }
      makeRoom(needed);
      int count = Math.min(missing, in.remaining());
      begun.put(begun.position(), in, in.position(), count);
      begun.position(begun.position() + count);
      in.position(in.position() + count);
    }
  }

  private void makeRoom(int bytes) {
    if (begun.capacity() < bytes) {
      ByteBuffer larger = ByteBuffer.allocate(Math.max(512, bytes));
      begun = larger.put(begun.flip());
    }
  }
}
