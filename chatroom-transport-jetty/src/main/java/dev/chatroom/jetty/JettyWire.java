package dev.chatroom.jetty;

import java.nio.ByteBuffer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;

/** Gives Jetty frame by frame, as it does something to each: it compresses them. */
record JettyWire(CoreSession session) implements Wire {

  /**
   * How long small frames are together that go out in one write. Jetty joins those that are shorter
   * than a quarter of it.
   */
  static final int JOINED_BYTES = 16 * 1024;

  @Override
  public boolean write(Callback later, int count, ByteBuffer... frames) {
    for (ByteBuffer each : frames) {
      while (each.hasRemaining()) {
        session.sendFrame(next(each), Callback.NOOP, true);
      }
    }
    session.flush(later);
    return false;
  }

  /** Takes the next frame apart (RFC 6455 §5.2; it is whole, and not masked). */
  private static Frame next(ByteBuffer frames) {
    byte opCode = (byte) (frames.get() & 0x0F);
    int length = frames.get();
    if (length == 126) {
      length = Short.toUnsignedInt(frames.getShort());
    } else if (length == 127) {
      length = Math.toIntExact(frames.getLong());
    }
    ByteBuffer payload = frames.slice(frames.position(), length);
    frames.position(frames.position() + length);
    return new Frame(opCode, payload);
  }
}
