package dev.chatroom.socketio;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.util.Optional;

/** Makes a WebSocket of an HTTP connection (RFC 6455 §4.2), and changes its stages accordingly. */
final class WebSocketUpgrade {

  private static final String VERSION = "13";

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
      WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(ctx.channel());
      return Optional.empty();
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
    pipeline.remove(HttpStage.IDLE);
    upgraded.addListener(
        written -> {
          if (written.isSuccess()) {
            pipeline.remove(HttpStage.KEEP_ALIVE);
            done.run();
          } else {
            ctx.close();
          }
        });
    return Optional.empty();
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
