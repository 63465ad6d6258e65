package dev.chatroom.socketio;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Passes large WebSocket frames on as fragments (RFC 6455 §5.4) of at most {@link
 * #MAX_FRAME_BYTES}, so that the frame decoder, which keeps a frame until it is whole, never keeps
 * more than that, and whoever puts messages together can skip one that is too long while it
 * arrives.
 *
 * <p>What the decoder refuses by its header is passed as it is: a frame that is not masked, whose
 * length is not in the shortest form, or that is longer than {@link #MAX_SPLIT_BYTES}.
 */
final class LargeFrameSplitter extends ChannelInboundHandlerAdapter {

  /**
   * A multiple of 4, so that the mask, which repeats after 4 bytes, goes on in the next fragment.
   */
  static final int MAX_FRAME_BYTES = 32 * 1024;

  static final long MAX_SPLIT_BYTES = 64L * 1024 * 1024;

  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final int LENGTH = 0x7F;
  private static final int MAX_HEADER_BYTES = 14;

  /** The header of the frame that begins, as far as it has arrived. */
  private final ByteBuf header = Unpooled.buffer(MAX_HEADER_BYTES, MAX_HEADER_BYTES);

  private final int maxFrameBytes;

  /** What is left of the frame being passed, and of the fragment of it. */
  private long frameRest;

  private long fragmentRest;
  private int firstByte;
  private int mask;
  private boolean firstFragment;

  LargeFrameSplitter() {
    this(MAX_FRAME_BYTES);
  }

  /**
   * Makes one for other fragments.
   *
   * @param maxFrameBytes how long they may be; a multiple of 4
   */
  LargeFrameSplitter(int maxFrameBytes) {
    this.maxFrameBytes = maxFrameBytes;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (!(msg instanceof ByteBuf in)) {
      ctx.fireChannelRead(msg);
      return;
    }
    try {
      while (in.isReadable()) {
        int whole = frameRest == 0 && !header.isReadable() ? wholeFrameBytes(in) : 0;
        if (whole > 0) {
          ctx.fireChannelRead(in.readRetainedSlice(whole));
        } else if (frameRest == 0) {
          readHeader(ctx, in);
        } else {
          passPayload(ctx, in);
        }
      }
    } finally {
      in.release();
    }
  }

  /** Returns how long the next frame is, where it is all here and short: as nearly all are. */
  private int wholeFrameBytes(ByteBuf in) {
    int start = in.readerIndex();
    int have = in.readableBytes();
    if (have < 2) {
      return 0;
    }
    int length = in.getByte(start + 1) & LENGTH;
    int extended = length == 126 ? 2 : 0;
    int headerBytes = 2 + extended + ((in.getByte(start + 1) & MASKED) == 0 ? 0 : 4);
    if (length == 127 || have < headerBytes) {
      return 0;
    }
    int payload = extended == 0 ? length : in.getUnsignedShort(start + 2);
    int frame = headerBytes + payload;
    return payload <= maxFrameBytes && frame <= have ? frame : 0;
  }

  private void readHeader(ChannelHandlerContext ctx, ByteBuf in) {
    while (in.isReadable() && !headerIsWhole()) {
      header.writeByte(in.readByte());
    }
    if (!headerIsWhole()) {
      return;
    }
    long length = length();
    firstByte = header.getByte(0) & 0xFF;
    frameRest = Math.max(0, length);
    if (length <= maxFrameBytes || length > MAX_SPLIT_BYTES || !isMasked() || !isMinimal(length)) {
      fragmentRest = frameRest;
      ctx.fireChannelRead(header.copy());
    } else {
      mask = header.getInt(header.readableBytes() - 4);
      firstFragment = true;
      fragmentRest = 0;
    }
    header.clear();
  }

  private boolean headerIsWhole() {
    int have = header.readableBytes();
    return have >= 2 && have == headerBytes();
  }

  private int headerBytes() {
    int extended =
        switch (header.getByte(1) & LENGTH) {
          case 126 -> 2;
          case 127 -> 8;
          default -> 0;
        };
    return 2 + extended + (isMasked() ? 4 : 0);
  }

  private boolean isMasked() {
    return (header.getByte(1) & MASKED) != 0;
  }

  private long length() {
    int length = header.getByte(1) & LENGTH;
    return switch (length) {
      case 126 -> header.getUnsignedShort(2);
      case 127 -> header.getLong(2);
      default -> length;
    };
  }

  /** A length has to be in the shortest form (RFC 6455 §5.2); the decoder refuses the others. */
  private boolean isMinimal(long length) {
    return switch (header.getByte(1) & LENGTH) {
      case 126 -> length >= 126;
      case 127 -> length > 0xFFFF;
      default -> true;
    };
  }

  private void passPayload(ChannelHandlerContext ctx, ByteBuf in) {
    if (fragmentRest == 0) {
      beginFragment(ctx);
    }
    int bytes = (int) Math.min(in.readableBytes(), fragmentRest);
    fragmentRest -= bytes;
    frameRest -= bytes;
    ctx.fireChannelRead(in.readRetainedSlice(bytes));
  }

  private void beginFragment(ChannelHandlerContext ctx) {
    int length = (int) Math.min(frameRest, maxFrameBytes);
    int fin = length == frameRest ? firstByte & FIN : 0;
    // Whether a message is compressed only its first frame says (RFC 7692 §6).
    int rest = firstFragment ? firstByte & ~FIN : 0;
    ByteBuf fragment = ctx.alloc().buffer(MAX_HEADER_BYTES);
    fragment.writeByte(fin | rest);
    if (length < 126) {
      fragment.writeByte(MASKED | length);
    } else {
      fragment.writeByte(MASKED | 126).writeShort(length);
    }
    fragment.writeInt(mask);
    firstFragment = false;
    fragmentRest = length;
    ctx.fireChannelRead(fragment);
  }
}
