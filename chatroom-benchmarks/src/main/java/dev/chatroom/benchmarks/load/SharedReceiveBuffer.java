package dev.chatroom.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * One large buffer for all reads of one event loop: what is read is looked at before the next read,
 * and not kept. Each readiness is one read.
 */
final class SharedReceiveBuffer extends DefaultMaxMessagesRecvByteBufAllocator {

  private static final int BYTES = 256 << 10;

  private final ByteBuf buffer = Unpooled.directBuffer(BYTES, BYTES);

  SharedReceiveBuffer() {
    super(1);
  }

  /** Gives the memory back; when nobody reads any more. */
  void release() {
    buffer.release();
  }

  @Override
  public Lender newHandle() {
    return new Lender();
  }

  /** Lends the buffer; who reads gives it back by releasing it. */
  final class Lender extends MaxMessageHandle {

    @Override
    public ByteBuf allocate(ByteBufAllocator unused) {
      return buffer.clear().retain();
    }

    @Override
    public int guess() {
      return BYTES;
    }
  }
}
