package dev.chatroom.socketio;

import dev.chatroom.spi.Frame;
import dev.chatroom.spi.WireFormat;
import dev.chatroom.web.WebSocketText;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Events in WebSocket frames, compressed where that pays; else as in {@link SocketIoFormat#UTF_8}.
 */
final class DeflatedFormat implements WireFormat<byte[]> {

  /** What a flushed block ends with; the receiver adds it again (RFC 7692 §7.2.1). */
  private static final int TAIL_BYTES = 4;

  private static final int CHUNK_BYTES = 4096;

  private final int thresholdBytes;

  DeflatedFormat(int thresholdBytes) {
    this.thresholdBytes = thresholdBytes;
  }

  @Override
  public Class<byte[]> type() {
    return byte[].class;
  }

  @Override
  public byte[] encode(Frame frame) {
    SocketIoFormat.Encoded plain = frame.encoded(SocketIoFormat.UTF_8);
    int length = plain.packetLength();
    if (length < thresholdBytes) {
      return plain.frame();
    }
    byte[] deflated = deflate(plain.frame(), plain.packetStart(), length);
    return deflated.length < length ? WebSocketText.compressedFrame(deflated) : plain.frame();
  }

  private static byte[] deflate(byte[] bytes, int start, int length) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(bytes, start, length);
      ByteArrayOutputStream deflated = new ByteArrayOutputStream(length / 2);
      byte[] chunk = new byte[CHUNK_BYTES];
      int written;
      do {
        written = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
        deflated.write(chunk, 0, written);
      } while (written == chunk.length);
      byte[] withTail = deflated.toByteArray();
      return Arrays.copyOf(withTail, withTail.length - TAIL_BYTES);
    } finally {
      deflater.end();
    }
  }
}
