package dev.chatroom.socketio;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection whose client does not read up to the goodbye of TLS (RFC 8446 §6.1) in time. It
 * stands behind Netty's stage, which would do the same, but with a WARN for each such client.
 *
 * <p>On the connection's event loop.
 */
final class TlsCutOff extends ChannelOutboundHandlerAdapter {

  private static final long SECONDS = 3;

  private boolean closing;

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    ctx.close(promise);
    if (!closing && ctx.channel().isOpen()) {
      closing = true;
      // From that stage on it does not pass it again, and so waits for nothing.
      ChannelHandlerContext tls = ctx.pipeline().context(SslHandler.class);
      Future<?> timer = ctx.executor().schedule(() -> tls.close(), SECONDS, TimeUnit.SECONDS);
      ctx.channel().closeFuture().addListener(closed -> timer.cancel(false));
    }
  }
}
