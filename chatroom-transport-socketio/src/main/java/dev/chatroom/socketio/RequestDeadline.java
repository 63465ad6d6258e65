package dev.chatroom.socketio;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection whose request takes too long to arrive, however many bytes trickle in: answered
 * 408 (RFC 9110 §15.5.9). It stands in front of the decoder, since a client can also be slow with
 * the first line.
 *
 * <p>A long body gets a second more for each {@link #BYTES_PER_SECOND} that have come, so that an
 * honest client on a slow network can post as much as it may.
 *
 * <p>Its methods are for the connection's event loop.
 */
final class RequestDeadline extends ChannelInboundHandlerAdapter {

  static final int BYTES_PER_SECOND = 4 * 1024;

  private final long timeoutNanos;
  private final int maxBytes;
  private long begun;
  private long bytes;
  private boolean paused;
  private boolean passed;
  private @Nullable Future<?> timer;

  /**
   * Makes one.
   *
   * @param timeout for a request that is not longer than what comes in a second
   * @param maxBytes how much of a body may earn it more time
   */
  RequestDeadline(Duration timeout, int maxBytes) {
    this.timeoutNanos = timeout.toNanos();
    this.maxBytes = maxBytes;
  }

  /** A request is whole; it is our turn, so nothing is expected of the client. */
  void pause() {
    paused = true;
    cancel();
  }

  /** All requests are answered; the next byte begins another. */
  void resume() {
    paused = false;
  }

  /** The rest of a request that was answered before it was whole has come. */
  void skipped() {
    cancel();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (passed) {
      ReferenceCountUtil.release(msg);
      return;
    }
    if (!paused && msg instanceof ByteBuf in) {
      bytes += in.readableBytes();
      if (timer == null) {
        begun = ctx.executor().ticker().nanoTime();
        schedule(ctx, timeoutNanos);
      }
    }
    ctx.fireChannelRead(msg);
  }

  private void schedule(ChannelHandlerContext ctx, long delayNanos) {
    timer = ctx.executor().schedule(() -> check(ctx), delayNanos, TimeUnit.NANOSECONDS);
  }

  private void check(ChannelHandlerContext ctx) {
    long earnedNanos = Math.min(bytes, maxBytes) * TimeUnit.SECONDS.toNanos(1) / BYTES_PER_SECOND;
    long rest = begun + timeoutNanos + earnedNanos - ctx.executor().ticker().nanoTime();
    if (rest > 0) {
      schedule(ctx, rest);
    } else {
      passed = true;
      ctx.writeAndFlush(PlainReplies.closing(HttpResponseStatus.REQUEST_TIMEOUT))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }

  private void cancel() {
    bytes = 0;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    cancel();
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    cancel();
  }
}
