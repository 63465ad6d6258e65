package dev.chatroom.socketio;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.timeout.IdleStateEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers requests: files, and the handshakes of Engine.IO. It stands where the base has its stages
 * for authorization and for wrong addresses.
 */
final class HttpStage extends SimpleChannelInboundHandler<FullHttpRequest> {

  static final String NAME = "http";
  static final String IDLE = "httpIdle";
  static final String KEEP_ALIVE = "httpKeepAlive";

  private final Settings settings;
  private final EngineRequests engine;

  HttpStage(EngineSession.Services services) {
    this.settings = services.settings();
    this.engine = new EngineRequests(services);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    if (engine.isWaiting()) {
      // A poll has yet to be answered, and answers go in order.
      ctx.close();
      return;
    }
    if (request.decoderResult().isFailure()) {
      // The decoder is lost in what follows.
      FullHttpResponse response = plain(HttpResponseStatus.BAD_REQUEST);
      HttpUtil.setKeepAlive(response, false);
      ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
      return;
    }
    QueryStringDecoder uri = new QueryStringDecoder(request.uri());
    String path;
    Map<String, List<String>> query;
    try {
      path = uri.path();
      query = isEngine(path) ? uri.parameters() : Map.of();
    } catch (IllegalArgumentException malformedEscape) {
      answer(ctx, request, plain(HttpResponseStatus.BAD_REQUEST));
      return;
    }
    if (!isEngine(path)) {
      answer(ctx, request, file(request.method(), path));
    } else if (request.method().equals(HttpMethod.HEAD)) {
      answer(ctx, request, notAllowed("GET, POST, OPTIONS"));
    } else {
      engine.answer(ctx, request, query);
    }
  }

  private boolean isEngine(String path) {
    return path.equals(settings.listening().path());
  }

  /** Writes an answer; to a HEAD its head only (RFC 9110 §9.3.2). */
  private static void answer(
      ChannelHandlerContext ctx, FullHttpRequest request, FullHttpResponse response) {
    if (request.method().equals(HttpMethod.HEAD)) {
      response.content().clear();
    }
    ctx.writeAndFlush(response);
  }

  /** Who does not read the answers is not asked for more requests. */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    ctx.channel().config().setAutoRead(ctx.channel().isWritable());
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof IdleStateEvent && !engine.isWaiting()) {
      ctx.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    engine.disconnected();
    ctx.fireChannelInactive();
  }

  private FullHttpResponse file(HttpMethod method, String path) {
    if (!method.equals(HttpMethod.HEAD) && !method.equals(HttpMethod.GET)) {
      return notAllowed("GET, HEAD");
    }
    StaticFiles files = settings.files();
    Optional<StaticFiles.Content> found = files == null ? Optional.empty() : files.at(path);
    FullHttpResponse response =
        found.map(HttpStage::ok).orElseGet(() -> plain(HttpResponseStatus.NOT_FOUND));
    if (files != null) {
      files.headers().forEach(response.headers()::set);
    }
    return response;
  }

  private static FullHttpResponse ok(StaticFiles.Content content) {
    FullHttpResponse response = response(HttpResponseStatus.OK, content.type(), content.bytes());
    response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-cache");
    return response;
  }

  private static FullHttpResponse notAllowed(String allowed) {
    FullHttpResponse response = plain(HttpResponseStatus.METHOD_NOT_ALLOWED);
    response.headers().set(HttpHeaderNames.ALLOW, allowed);
    return response;
  }

  private static FullHttpResponse plain(HttpResponseStatus status) {
    byte[] body = status.toString().getBytes(StandardCharsets.US_ASCII);
    return response(status, "text/plain; charset=us-ascii", body);
  }

  private static FullHttpResponse response(HttpResponseStatus status, String type, byte[] body) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .set("X-Content-Type-Options", "nosniff");
    HttpUtil.setContentLength(response, body.length);
    return response;
  }
}
