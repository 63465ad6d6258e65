package dev.chatroom.socketio;

import dev.chatroom.ChatRooms;
import dev.chatroom.socketio.SocketIoTransport.Settings;
import io.netty.buffer.Unpooled;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests: files, and the handshakes of Engine.IO. It stands where the base has its stages
 * for authorization and for wrong addresses.
 */
final class HttpStage extends SimpleChannelInboundHandler<FullHttpRequest> {

  static final String NAME = "http";
  static final String IDLE = "httpIdle";
  static final String KEEP_ALIVE = "httpKeepAlive";

  private static final String ENGINE_PATH = "/socket.io/";

  private final Settings settings;
  private final EngineRequests engine;

  HttpStage(Settings settings, ChatRooms rooms, Connections connections) {
    this.settings = settings;
    this.engine = new EngineRequests(settings, rooms, connections);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    if (request.decoderResult().isFailure()) {
      ctx.writeAndFlush(plain(HttpResponseStatus.BAD_REQUEST));
      return;
    }
    QueryStringDecoder uri = new QueryStringDecoder(request.uri());
    String path;
    try {
      path = uri.path();
      if (path.equals(ENGINE_PATH)) {
        engine.answer(ctx, request, uri.parameters());
        return;
      }
    } catch (IllegalArgumentException malformedEscape) {
      ctx.writeAndFlush(plain(HttpResponseStatus.BAD_REQUEST));
      return;
    }
    ctx.writeAndFlush(file(request.method(), path));
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
    boolean head = method.equals(HttpMethod.HEAD);
    if (!head && !method.equals(HttpMethod.GET)) {
      FullHttpResponse response = plain(HttpResponseStatus.METHOD_NOT_ALLOWED);
      response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
      return response;
    }
    StaticFiles files = settings.files();
    Optional<StaticFiles.Content> found = files == null ? Optional.empty() : files.at(path);
    return found.map(content -> ok(content, head, files)).orElseGet(HttpStage::notFound);
  }

  private static FullHttpResponse ok(
      StaticFiles.Content content, boolean head, @Nullable StaticFiles files) {
    byte[] body = content.bytes();
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.OK,
            head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, content.type())
        .set(HttpHeaderNames.CACHE_CONTROL, "no-cache")
        .set("X-Content-Type-Options", "nosniff");
    if (files != null) {
      files.headers().forEach(response.headers()::set);
    }
    HttpUtil.setContentLength(response, body.length);
    return response;
  }

  private static FullHttpResponse notFound() {
    return plain(HttpResponseStatus.NOT_FOUND);
  }

  private static FullHttpResponse plain(HttpResponseStatus status) {
    byte[] body = status.toString().getBytes(StandardCharsets.US_ASCII);
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=us-ascii");
    HttpUtil.setContentLength(response, body.length);
    return response;
  }
}
