package dev.chatroom.socketio;

import dev.chatroom.ChatRooms;
import dev.chatroom.socketio.SocketIoTransport.Settings;
import dev.chatroom.spi.Handshake;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The handshake of Engine.IO: checks a request and makes a session of it, or answers with an error
 * of the protocol. It stands for the base's authorization, which takes any version and method, lets
 * the client choose its session id, and keeps a session for requests that never become one.
 */
final class EngineHandshake {

  /** The errors of an Engine.IO handshake, with the numbers of the reference implementation. */
  private enum Failure {
    UNKNOWN_TRANSPORT(0, "Transport unknown"),
    UNKNOWN_SESSION(1, "Session ID unknown"),
    BAD_METHOD(2, "Bad handshake method"),
    BAD_REQUEST(3, "Bad request"),
    FORBIDDEN(4, "Forbidden"),
    UNSUPPORTED_VERSION(5, "Unsupported protocol version");

    private final int code;
    private final String message;

    Failure(int code, String message) {
      this.code = code;
      this.message = message;
    }
  }

  private final Settings settings;
  private final ChatRooms rooms;
  private final Connections connections;

  EngineHandshake(Settings settings, ChatRooms rooms, Connections connections) {
    this.settings = settings;
    this.rooms = rooms;
    this.connections = connections;
  }

  void answer(ChannelHandlerContext ctx, FullHttpRequest request, Map<String, List<String>> query) {
    Optional<Failure> failure = check(request, query);
    if (failure.isPresent()) {
      ctx.writeAndFlush(response(failure.get()));
      return;
    }
    WebSocketServerHandshakerFactory factory =
        new WebSocketServerHandshakerFactory(
            "ws://" + request.headers().get(HttpHeaderNames.HOST) + request.uri(),
            null,
            WebSocketDecoderConfig.newBuilder()
                .allowExtensions(false)
                .maxFramePayloadLength(LargeFrameSplitter.MAX_FRAME_BYTES)
                .build());
    WebSocketServerHandshaker handshaker = factory.newHandshaker(request);
    if (handshaker == null) {
      WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(ctx.channel());
      return;
    }
    upgrade(ctx, request, query, handshaker);
  }

  private Optional<Failure> check(FullHttpRequest request, Map<String, List<String>> query) {
    if (!settings
        .origins()
        .allows(
            request.headers().get(HttpHeaderNames.ORIGIN),
            request.headers().get(HttpHeaderNames.HOST))) {
      return Optional.of(Failure.FORBIDDEN);
    }
    if (!first(query, "transport").equals("websocket")) {
      return Optional.of(Failure.UNKNOWN_TRANSPORT);
    }
    if (!first(query, "sid").isEmpty()) {
      return Optional.of(Failure.UNKNOWN_SESSION);
    }
    if (!request.method().equals(HttpMethod.GET)) {
      return Optional.of(Failure.BAD_METHOD);
    }
    if (EngineVersion.of(first(query, "EIO")).isEmpty()) {
      return Optional.of(Failure.UNSUPPORTED_VERSION);
    }
    boolean upgrade = request.headers().containsValue(HttpHeaderNames.UPGRADE, "websocket", true);
    return upgrade ? Optional.empty() : Optional.of(Failure.BAD_REQUEST);
  }

  private void upgrade(
      ChannelHandlerContext ctx,
      FullHttpRequest request,
      Map<String, List<String>> query,
      WebSocketServerHandshaker handshaker) {
    EngineVersion version = EngineVersion.of(first(query, "EIO")).orElseThrow();
    Handshake facts = new Handshake("socketio", address(ctx), query);
    EngineSession session =
        new EngineSession(ctx.channel(), version, facts, settings, rooms, connections);
    ChannelPipeline pipeline = ctx.pipeline();
    pipeline.addBefore(HttpStage.NAME, "utf8", new Utf8FrameValidator());
    pipeline.addBefore(
        HttpStage.NAME, "webSocket", new WebSocketStage(session, settings.maxMessageBytes()));
    ChannelFuture upgraded;
    try {
      upgraded = handshaker.handshake(ctx.channel(), request);
    } catch (WebSocketHandshakeException notAWebSocketRequest) {
      ctx.writeAndFlush(response(Failure.BAD_REQUEST));
      return;
    }
    pipeline.addBefore("wsdecoder", "largeFrames", new LargeFrameSplitter());
    pipeline.remove(HttpStage.TIMEOUT);
    upgraded.addListener(
        done -> {
          if (done.isSuccess()) {
            pipeline.remove("httpKeepAlive");
            pipeline.remove(HttpStage.NAME);
            session.open();
          } else {
            ctx.close();
          }
        });
  }

  private static String address(ChannelHandlerContext ctx) {
    SocketAddress remote = ctx.channel().remoteAddress();
    return remote instanceof InetSocketAddress inet
        ? inet.getAddress().getHostAddress()
        : String.valueOf(remote);
  }

  private static String first(Map<String, List<String>> query, String name) {
    return query.getOrDefault(name, List.of("")).get(0);
  }

  private static FullHttpResponse response(Failure failure) {
    byte[] body = Json.bytes(Map.of("code", failure.code, "message", failure.message));
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            failure == Failure.FORBIDDEN
                ? HttpResponseStatus.FORBIDDEN
                : HttpResponseStatus.BAD_REQUEST,
            Unpooled.wrappedBuffer(body));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
    HttpUtil.setContentLength(response, body.length);
    return response;
  }
}
