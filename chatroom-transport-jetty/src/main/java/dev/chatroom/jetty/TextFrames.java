package dev.chatroom.jetty;

import java.nio.ByteBuffer;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * Several text frames that Jetty takes for one, so that what many clients get is put together once.
 *
 * <p>Jetty 12.1 asks a frame for the length of its payload to write the header ({@code Generator}),
 * and writes all that is in the payload ({@code FrameFlusher}); it has no way to write a frame that
 * is ready. The length here is that of the first text; after it come the other frames, each with
 * its header. For connections without extensions only, which would look into the payload; and not
 * to be joined with other frames by Jetty, which would trust the length.
 */
final class TextFrames extends Frame {

  private final int firstLength;

  /**
   * Makes one of at least one frame.
   *
   * @param bytes the first text, and all frames after it
   * @param firstLength how long that text is, in bytes
   */
  TextFrames(ByteBuffer bytes, int firstLength) {
    super(OpCode.TEXT, bytes);
    this.firstLength = firstLength;
  }

  @Override
  public int getPayloadLength() {
    return firstLength;
  }

  /** Returns how long all of it is, but for the first header. */
  int bytes() {
    return getPayload().remaining();
  }
}
