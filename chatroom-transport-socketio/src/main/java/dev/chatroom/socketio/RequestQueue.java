package dev.chatroom.socketio;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Hands on one request at a time, and the next when that is answered, so that answers go in order
 * (RFC 9112 §9.3.2) also where one takes its time: a poll, a large file.
 *
 * <p>While requests wait, and while the client does not read its answers, nothing is read from the
 * connection. What was read before may be a few requests; a client that has sent more than {@link
 * #MAX_WAITING} in one go is disconnected. So is one that does nothing, for as long as {@link
 * HttpStages#IDLE} allows, when it is its turn to ask or to read.
 *
 * <p>On the connection's event loop.
 */
final class RequestQueue extends ChannelDuplexHandler {

  static final int MAX_WAITING = 16;

  private final RequestDeadline deadline;
  private final Deque<FullHttpRequest> waiting = new ArrayDeque<>();

  /** A request was handed on whose answer is not complete. */
  private boolean answering;

  /** Netty takes an HTTP/1.0 client's wish to stay for granted, but the client wants to be told. */
  private boolean tellsKeepAlive;

  /** The connection closes after an answer that is on its way. */
  private boolean ending;

  private boolean advancing;

  RequestQueue(RequestDeadline deadline) {
    this.deadline = deadline;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (!(msg instanceof FullHttpRequest request)) {
      ctx.fireChannelRead(msg);
    } else if (ending || !ctx.channel().isActive()) {
      request.release();
    } else if (waiting.size() == MAX_WAITING) {
      request.release();
      ctx.close();
    } else {
      deadline.pause();
      waiting.add(request);
      advance(ctx);
    }
  }

  /** A request that is answered at once comes back here for the next, hence the flag. */
  private void advance(ChannelHandlerContext ctx) {
    if (advancing) {
      return;
    }
    advancing = true;
    while (!answering && !ending && !waiting.isEmpty() && ctx.channel().isWritable()) {
      FullHttpRequest next = waiting.remove();
      answering = true;
      tellsKeepAlive = next.protocolVersion().equals(HttpVersion.HTTP_1_0);
      ending = !HttpUtil.isKeepAlive(next);
      ctx.fireChannelRead(next);
    }
    advancing = false;
    if (ending) {
      releaseWaiting();
    }
    if (!answering && waiting.isEmpty()) {
      deadline.resume();
    }
    ctx.channel().config().setAutoRead(waiting.isEmpty() && ctx.channel().isWritable());
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    if (msg instanceof HttpResponse response) {
      if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
        ctx.write(msg, promise);
        return;
      }
      if (!answering) {
        ReferenceCountUtil.release(msg);
        promise.setFailure(new IllegalStateException("an answer that nobody asked for"));
        return;
      }
      begin(response);
    }
    // What writing changes is not ours to see: the message may be gone then.
    boolean last = msg instanceof LastHttpContent;
    ctx.write(msg, promise);
    if (last && answering) {
      answering = false;
      advance(ctx);
    }
  }

  private void begin(HttpResponse response) {
    if (!HttpUtil.isKeepAlive(response)) {
      ending = true;
    } else if (tellsKeepAlive && !ending) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    advance(ctx);
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (!(event instanceof IdleStateEvent)) {
      ctx.fireUserEventTriggered(event);
    } else if (!answering || !ctx.channel().isWritable()) {
      ctx.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    ending = true;
    releaseWaiting();
    ctx.fireChannelInactive();
  }

  /** The connection ends, or is a WebSocket from here on; then nothing may wait (RFC 6455 §4.1). */
  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (!waiting.isEmpty()) {
      releaseWaiting();
      ctx.close();
    }
  }

  private void releaseWaiting() {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }
}
