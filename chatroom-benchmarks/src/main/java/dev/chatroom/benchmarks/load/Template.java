package dev.chatroom.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

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
    byte[] message = speech.post(nickname, padded).getBytes(StandardCharsets.UTF_8);
    this.frame = ClientFrame.frame(ClientFrame.TEXT, message);
    int headBytes = frame.length - message.length;
    int numberAt = MessageNumber.find(ByteBuffer.wrap(message), 0, message.length);
    this.digitsAt = headBytes + numberAt + 1;
  }

  /** Returns the message with a number. */
  ByteBuf numbered(int number, ByteBufAllocator allocator) {
    MessageNumber.writeDigits(frame, digitsAt, number);
    ClientFrame.mask(frame, digitsAt, digitsAt + MessageNumber.BYTES - 1);
    return allocator.directBuffer(frame.length).writeBytes(frame);
  }
}
