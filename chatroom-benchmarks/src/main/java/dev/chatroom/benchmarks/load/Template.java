package dev.chatroom.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;

/** The messages of one client, of which only the number changes. */
final class Template {

  private final byte[] frame;
  private final int digitsAt;

  /**
   * Makes the frame.
   *
   * @param textBytes how long each text is
   */
  Template(Speech speech, String nickname, int textBytes) {
    String text = "#" + "0".repeat(MessageNumber.BYTES - 1);
    String padded = text + "x".repeat(textBytes - MessageNumber.BYTES);
    this.frame = ClientFrame.text(speech.post(nickname, padded));
    this.digitsAt = MessageNumber.find(ByteBuffer.wrap(frame), 0, frame.length) + 1;
  }

  /** Returns the message with a number. */
  ByteBuf numbered(int number, ByteBufAllocator allocator) {
    MessageNumber.writeDigits(frame, digitsAt, number);
    return allocator.directBuffer(frame.length).writeBytes(frame);
  }
}
