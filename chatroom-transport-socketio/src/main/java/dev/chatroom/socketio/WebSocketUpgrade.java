package dev.chatroom.socketio;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Makes a WebSocket of an HTTP connection (RFC 6455 §4.2), and changes its stages accordingly. */
final class WebSocketUpgrade {

  private static final String VERSION = "13";
  private static final int KEY_BYTES = 16;

  private WebSocketUpgrade() {}

  /**
   * Begins; the stages change at once, since the client may send when it has the answer.
   *
   * @param done runs when the answer is written
   * @return why not
   */
  static Optional<EngineError> begin(
      ChannelHandlerContext ctx,
      FullHttpRequest request,
      WebSocketReceiver receiver,
      Settings settings,
      Runnable done) {
    if (!request.headers().containsValue(HttpHeaderNames.UPGRADE, "websocket", true)) {
      return Optional.of(EngineError.BAD_REQUEST);
    }
    // Netty would also take the drafts before RFC 6455, whose frames are not ours.
    if (!VERSION.equals(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
      ctx.writeAndFlush(upgradeRequired());
      return Optional.empty();
    }
    if (!hasKey(request) || request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
      return Optional.of(EngineError.BAD_REQUEST);
    }
    WebSocketServerHandshaker handshaker = handshaker(request);
    ChannelPipeline pipeline = ctx.pipeline();
    ChannelFuture upgraded;
    try {
      upgraded = handshaker.handshake(ctx.channel(), request);
    } catch (WebSocketHandshakeException notAWebSocketRequest) {
      return Optional.of(EngineError.BAD_REQUEST);
    }
    pipeline.addBefore("wsdecoder", "largeFrames", new LargeFrameSplitter());
    pipeline.addBefore(HttpStage.NAME, "utf8", new Utf8FrameValidator());
    pipeline.replace(
        HttpStage.NAME,
        "webSocket",
        new WebSocketStage(receiver, settings.limits().maxMessageBytes()));
    HttpStages.removeFrom(pipeline);
    upgraded.addListener(
        written -> {
          if (written.isSuccess()) {
            pipeline.remove(HttpStages.KEEP_ALIVE);
            done.run();
          } else {
            ctx.close();
          }
        });
    return Optional.empty();
  }

  /** RFC 6455 §4.2.2, RFC 9110 §15.5.22. */
  private static FullHttpResponse upgradeRequired() {
    FullHttpResponse response = PlainReplies.of(HttpResponseStatus.UPGRADE_REQUIRED);
    response
        .headers()
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
        .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
        .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION)
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    return response;
  }

  /** Netty takes any key (RFC 6455 §4.2.1 point 5). */
  private static boolean hasKey(FullHttpRequest request) {
    List<String> keys = request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY);
    try {
      return keys.size() == 1 && Base64.getDecoder().decode(keys.get(0)).length == KEY_BYTES;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private static WebSocketServerHandshaker handshaker(FullHttpRequest request) {
    return new WebSocketServerHandshaker13(
        "ws://" + request.headers().get(HttpHeaderNames.HOST) + request.uri(),
        null,
        WebSocketDecoderConfig.newBuilder()
            .allowExtensions(false)
            .maxFramePayloadLength(LargeFrameSplitter.MAX_FRAME_BYTES)
            .build());
  }
}
