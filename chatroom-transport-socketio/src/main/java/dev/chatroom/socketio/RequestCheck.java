package dev.chatroom.socketio;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpContentException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/**
 * Answers requests that break HTTP/1.1 or our limits; others go on. Whoever stands behind it sees
 * proper requests only.
 *
 * <p>The connection closes where nobody could say where the next request begins, and where two who
 * read the same bytes could differ about it.
 */
@ChannelHandler.Sharable
final class RequestCheck extends ChannelInboundHandlerAdapter {

  /** A session keeps its headers; many tiny ones take a hundred times their bytes. */
  static final int MAX_HEADERS = 100;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (!(msg instanceof FullHttpRequest request)) {
      ctx.fireChannelRead(msg);
      return;
    }
    HttpResponseStatus fault = fault(request);
    if (fault.equals(HttpResponseStatus.OK)) {
      ctx.fireChannelRead(request);
      return;
    }
    FullHttpResponse answer =
        isBodySkipped(request, fault) ? PlainReplies.of(fault) : PlainReplies.closing(fault);
    request.release();
    ctx.writeAndFlush(PlainReplies.to(request, answer));
  }

  /** Returns what is wrong with a request; {@code OK} if nothing is. */
  private static HttpResponseStatus fault(FullHttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return undecoded(request.decoderResult().cause());
    }
    if (request.protocolVersion().majorVersion() != 1) {
      return HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED;
    }
    if (request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      // The aggregator has undone "chunked", which is the only one we know (RFC 9112 §6.1).
      return HttpResponseStatus.NOT_IMPLEMENTED;
    }
    if (request.headers().size() > MAX_HEADERS) {
      return HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
    }
    return hasHost(request) && hasTarget(request)
        ? HttpResponseStatus.OK
        : HttpResponseStatus.BAD_REQUEST;
  }

  private static HttpResponseStatus undecoded(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return HttpResponseStatus.REQUEST_URI_TOO_LONG;
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
    }
    return cause instanceof TooLongHttpContentException
        ? HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE
        : HttpResponseStatus.BAD_REQUEST;
  }

  /** RFC 9112 §3.2: exactly one, which only HTTP/1.0 may leave out. */
  private static boolean hasHost(HttpRequest request) {
    int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
    return hosts == 1 || (hosts == 0 && request.protocolVersion().equals(HttpVersion.HTTP_1_0));
  }

  /** A path; the other forms are for proxies, and {@code *} for questions about a whole server. */
  private static boolean hasTarget(HttpRequest request) {
    return request.uri().startsWith("/");
  }

  /**
   * A body that is too long is read past. Not where the client has asked first: it may send the
   * body all the same, or not, and go on with another request.
   */
  private static boolean isBodySkipped(FullHttpRequest request, HttpResponseStatus fault) {
    return fault.equals(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE)
        && !HttpUtil.is100ContinueExpected(request);
  }
}
