package dev.chatroom.socketio;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts messages together and hands them on; of one that is too long only the beginning.
 *
 * <p>A connection that cannot be written to is not read from either, so that a client cannot make
 * the server pile up answers. The base keeps all of a frame before it looks at its length, and does
 * not look at reserved bits.
 */
final class WebSocketStage extends SimpleChannelInboundHandler<WebSocketFrame> {

  private static final Logger LOG = LoggerFactory.getLogger(WebSocketStage.class);

  /** How much of a message that is too long is handed on, for the answer. */
  private static final int BEGINNING_BYTES = 128;

  private final WebSocketReceiver receiver;
  private final int maxMessageBytes;

  /** The fragments of a message whose last one has not come. */
  private @Nullable ByteArrayOutputStream fragments;

  private boolean binary;

  private boolean tooLong;

  /** Something that came broke the protocol; what follows, or was read with it, means nothing. */
  private boolean failed;

  WebSocketStage(WebSocketReceiver receiver, int maxMessageBytes) {
    this.receiver = receiver;
    this.maxMessageBytes = maxMessageBytes;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) throws IOException {
    if (failed) {
      return;
    }
    if (frame.rsv() != 0) {
      // With compression Netty lets all reserved bits pass, and its decoder takes the one away.
      fail(ctx, WebSocketCloseStatus.PROTOCOL_ERROR);
    } else if (frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame) {
      begin(frame);
    } else if (frame instanceof ContinuationWebSocketFrame) {
      collect(frame);
    } else if (frame instanceof PingWebSocketFrame) {
      ctx.writeAndFlush(new PongWebSocketFrame(frame.content().retain()));
    } else if (frame instanceof CloseWebSocketFrame) {
      close(ctx, frame);
    }
  }

  /** Closes a connection that cannot be understood from here on; nothing more is read. */
  private void fail(ChannelHandlerContext ctx, WebSocketCloseStatus why) {
    failed = true;
    ctx.channel().config().setAutoRead(false);
    ctx.writeAndFlush(new CloseWebSocketFrame(why)).addListener(ChannelFutureListener.CLOSE);
  }

  /**
   * A compressed message that becomes too long when it is unpacked is not unpacked. Whoever found
   * another fault has closed already, but frames that were read with it still come.
   */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    failed = true;
    if (cause instanceof DecompressionException) {
      LOG.debug("connection {} ends: {}", ctx.channel(), cause.toString());
      fail(
          ctx,
          cause.getCause() == null
              ? WebSocketCloseStatus.MESSAGE_TOO_BIG
              : WebSocketCloseStatus.INVALID_PAYLOAD_DATA);
    } else {
      ctx.fireExceptionCaught(cause);
    }
  }

  private void begin(WebSocketFrame frame) throws IOException {
    if (frame instanceof TextWebSocketFrame text
        && frame.isFinalFragment()
        && frame.content().readableBytes() <= maxMessageBytes) {
      receiver.receive(text.text());
    } else {
      fragments = new ByteArrayOutputStream();
      binary = frame instanceof BinaryWebSocketFrame;
      tooLong = false;
      collect(frame);
    }
  }

  private void close(ChannelHandlerContext ctx, WebSocketFrame frame) {
    if (receiver.isClosing()) {
      ctx.close();
    } else {
      ctx.writeAndFlush(frame.retain()).addListener(ChannelFutureListener.CLOSE);
    }
  }

  private void collect(WebSocketFrame frame) throws IOException {
    ByteArrayOutputStream collected = fragments;
    if (collected == null) {
      return;
    }
    ByteBuf content = frame.content();
    if (!tooLong && collected.size() + content.readableBytes() > maxMessageBytes) {
      tooLong = true;
      byte[] kept = collected.toByteArray();
      collected = new ByteArrayOutputStream(BEGINNING_BYTES);
      collected.write(kept, 0, Math.min(kept.length, BEGINNING_BYTES));
      fragments = collected;
    }
    int room = tooLong ? Math.max(0, BEGINNING_BYTES - collected.size()) : Integer.MAX_VALUE;
    content.readBytes(collected, Math.min(room, content.readableBytes()));
    if (frame.isFinalFragment()) {
      fragments = null;
      deliver(collected);
    }
  }

  private void deliver(ByteArrayOutputStream collected) {
    if (binary) {
      deliverBinary(collected);
    } else if (tooLong) {
      receiver.receiveTooLong(collected.toString(StandardCharsets.UTF_8));
    } else {
      receiver.receive(collected.toString(StandardCharsets.UTF_8));
    }
  }

  private void deliverBinary(ByteArrayOutputStream collected) {
    if (tooLong) {
      receiver.receiveTooLong("");
    } else {
      receiver.receive(collected.toByteArray());
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    boolean reads = ctx.channel().isWritable() && receiver.takesMore() && !failed;
    ctx.channel().config().setAutoRead(reads);
    if (ctx.channel().isWritable()) {
      receiver.writable();
    }
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    receiver.disconnected();
    ctx.fireChannelInactive();
  }
}
