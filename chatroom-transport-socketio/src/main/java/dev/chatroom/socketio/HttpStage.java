package dev.chatroom.socketio;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Tells requests apart: those of Engine.IO, and those for files. It stands where the base has its
 * stages for authorization and for wrong addresses.
 */
final class HttpStage extends SimpleChannelInboundHandler<FullHttpRequest> {

  /** As with headers: a session keeps them. */
  static final int MAX_PARAMETERS = 64;

  static final String NAME = "http";

  private final String enginePath;
  private final FileAnswers files;
  private final EngineRequests engine;

  HttpStage(EngineServices services, FileAnswers files) {
    this.enginePath = services.settings().listening().path();
    this.files = files;
    this.engine = new EngineRequests(services);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    QueryStringDecoder uri =
        new QueryStringDecoder(request.uri(), StandardCharsets.UTF_8, true, MAX_PARAMETERS);
    String path;
    Map<String, List<String>> query;
    try {
      path = uri.path();
      query = path.equals(enginePath) ? uri.parameters() : Map.of();
    } catch (IllegalArgumentException malformedEscape) {
      FullHttpResponse answer = PlainReplies.of(HttpResponseStatus.BAD_REQUEST);
      ctx.writeAndFlush(PlainReplies.to(request, answer));
      return;
    }
    if (!path.equals(enginePath)) {
      files.answer(ctx, request, path);
    } else if (request.method().equals(HttpMethod.HEAD)) {
      FullHttpResponse answer = PlainReplies.notAllowed("GET, POST, OPTIONS");
      ctx.writeAndFlush(PlainReplies.to(request, answer));
    } else {
      engine.answer(ctx, request, query);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    engine.disconnected();
    ctx.fireChannelInactive();
  }
}
