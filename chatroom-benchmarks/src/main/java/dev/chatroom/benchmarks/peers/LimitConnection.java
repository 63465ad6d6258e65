package dev.chatroom.benchmarks.peers;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket, which is all of the pipeline: it takes frames out of the bytes that were read, and
 * writes bytes straight to the channel. Only the event loop touches it.
 */
final class LimitConnection extends ChannelInboundHandlerAdapter {

  /** Whoever lets more than this wait is not there any more. */
  private static final long MAX_WAITING_BYTES = 64L * 1024 * 1024;

  private final Channel channel;
  private final LimitProtocol protocol;
  private final LimitRoom room;

  /** The beginning of a frame, the rest of which has not come. */
  private @Nullable ByteBuf begun;

  private @Nullable String nickname;
  private int index = -1;

  LimitConnection(Channel channel, LimitProtocol protocol, LimitRoom room) {
    this.channel = channel;
    this.protocol = protocol;
    this.room = room;
  }

  LimitRoom room() {
    return room;
  }

  @Nullable String nickname() {
    return nickname;
  }

  /** Returns whether a nickname was free; then it is this connection's, and its old one is free. */
  boolean claim(String value) {
    boolean wasFree = room.claim(nickname, value);
    if (wasFree) {
      nickname = value;
    }
    return wasFree;
  }

  /** Returns its place among the members of the room; less than 0 before it is one. */
  int index() {
    return index;
  }

  void setIndex(int value) {
    index = value;
  }

  String id() {
    return channel.id().asShortText();
  }

  void open() {
    protocol.open(this);
  }

  void join() {
    if (index < 0) {
      room.join(this);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object read) {
    ByteBuf bytes = (ByteBuf) read;
    ByteBuf before = begun;
    if (before != null) {
      bytes = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), before, bytes);
    }
    begun = bytes;
    for (Frames.Received frame = Frames.read(bytes); frame != null; frame = Frames.read(bytes)) {
      receive(frame, bytes);
    }
    if (!bytes.isReadable()) {
      begun = null;
      bytes.release();
    }
  }

  private void receive(Frames.Received frame, ByteBuf bytes) {
    switch (frame.opcode()) {
      case Frames.TEXT -> protocol.receive(this, bytes, frame.start(), frame.length());
      case Frames.PING -> answer(Frames.PONG, bytes.slice(frame.start(), frame.length()));
      case Frames.CLOSE -> {
        answer(Frames.CLOSE, bytes.slice(frame.start(), frame.length()));
        end();
      }
      default -> {
        // A pong.
      }
    }
  }

  private void answer(int opcode, ByteBuf payload) {
    ByteBuf frame = PooledByteBufAllocator.DEFAULT.directBuffer();
    Frames.writeHeader(frame, opcode, payload.readableBytes());
    write(frame.writeBytes(payload));
  }

  /** Tells this client alone something, at once. */
  void tell(byte[] text) {
    ByteBuf frame = PooledByteBufAllocator.DEFAULT.directBuffer(text.length + Frames.MAX_HEADER);
    Frames.writeText(frame, text);
    write(frame);
  }

  /** Writes whole frames, at once. */
  void write(ByteBuf frames) {
    Channel.Unsafe head = channel.unsafe();
    head.write(frames, channel.voidPromise());
    head.flush();
    ChannelOutboundBuffer waiting = head.outboundBuffer();
    if (waiting != null && waiting.totalPendingWriteBytes() > MAX_WAITING_BYTES) {
      end();
    }
  }

  private void end() {
    channel.unsafe().close(channel.voidPromise());
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (index >= 0) {
      room.leave(this);
    }
    if (begun != null) {
      begun.release();
      begun = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    end();
  }
}
