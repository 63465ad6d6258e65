package dev.chatroom.socketio;

import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CodecException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where failures of a connection end: a peer's at DEBUG, ours at ERROR; the connection closes. */
final class LastStage extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(LastStage.class);

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (isPeersFault(cause)) {
      LOG.debug("connection {} ends: {}", ctx.channel(), cause.toString());
    } else {
      LOG.error("connection {} failed", ctx.channel(), cause);
    }
    ctx.close();
  }

  private static boolean isPeersFault(Throwable cause) {
    return cause instanceof IOException
        || cause instanceof CodecException
        || cause instanceof ChannelException;
  }
}
