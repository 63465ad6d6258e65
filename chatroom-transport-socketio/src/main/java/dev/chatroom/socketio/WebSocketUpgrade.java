package dev.chatroom.socketio;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
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
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Makes a WebSocket of an HTTP connection (RFC 6455 §4.2), and changes its stages accordingly. */
final class WebSocketUpgrade {

  private static final String VERSION = "13";
  private static final int KEY_BYTES = 16;

  private final FullHttpRequest request;
  private final int maxMessageBytes;
  private final long answerNanos;

  private final SharedWrites plain;

  /** Where the client offers it, and we take it. */
  private final @Nullable Compression compression;

  private boolean begun;

  private WebSocketUpgrade(
      FullHttpRequest request,
      int maxMessageBytes,
      long answerNanos,
      SharedWrites plain,
      @Nullable Compression compression) {
    this.request = request;
    this.maxMessageBytes = maxMessageBytes;
    this.answerNanos = answerNanos;
    this.plain = plain;
    this.compression = compression;
  }

  static WebSocketUpgrade of(FullHttpRequest request, EngineServices services) {
    return new WebSocketUpgrade(
        request,
        services.settings().limits().maxMessageBytes(),
        services.settings().http().idleTimeout().toNanos(),
        services.writes(),
        services.compression().filter(each -> each.isOffered(request.headers())).orElse(null));
  }

  /**
   * Returns what will carry packets when the upgrade is done.
   *
   * @param writing the event loop of the session, which need not be that of the channel
   */
  WebSocketLink link(Channel channel, EngineVersion version, EventLoop writing) {
    SharedWrites writes = compression == null ? plain : compression.writes();
    return new WebSocketLink(channel, version, writes.on(writing));
  }

  /**
   * Begins; the stages change at once, since the client may send when it has the answer. A client
   * that does not read its answer is disconnected as one of plain HTTP is.
   *
   * @param done runs when the answer is written
   * @return why not; nothing where that was answered here, and {@link #hasBegun} says so
   */
  Optional<EngineError> begin(
      ChannelHandlerContext ctx, WebSocketReceiver receiver, Runnable done) {
    if (!request.headers().containsValue(HttpHeaderNames.UPGRADE, "websocket", true)) {
      return Optional.of(EngineError.BAD_REQUEST);
    }
    // Netty would also take the drafts before RFC 6455, whose frames are not ours.
    if (!VERSION.equals(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
      ctx.writeAndFlush(upgradeRequired());
      return Optional.empty();
    }
    if (!hasKey() || request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
      return Optional.of(EngineError.BAD_REQUEST);
    }
    ChannelPipeline pipeline = ctx.pipeline();
    HttpHeaders headers = new DefaultHttpHeaders();
    if (compression != null) {
      headers.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, Compression.ANSWER);
    }
    ChannelFuture upgraded;
    try {
      upgraded = handshaker().handshake(ctx.channel(), request, headers, ctx.newPromise());
    } catch (WebSocketHandshakeException notAWebSocketRequest) {
      return Optional.of(EngineError.BAD_REQUEST);
    }
    pipeline.addBefore("wsdecoder", "largeFrames", new LargeFrameSplitter());
    if (compression != null) {
      pipeline.addBefore(HttpStage.NAME, "inflater", compression.newInflater());
    }
    pipeline.addBefore(HttpStage.NAME, "utf8", new Utf8FrameValidator());
    pipeline.replace(HttpStage.NAME, "webSocket", new WebSocketStage(receiver, maxMessageBytes));
    HttpStages.removeFrom(pipeline);
    begun = true;
    Future<?> patience = ctx.executor().schedule(() -> ctx.close(), answerNanos, NANOSECONDS);
    upgraded.addListener(
        written -> {
          patience.cancel(false);
          if (written.isSuccess()) {
            pipeline.remove(HttpStages.KEEP_ALIVE);
            done.run();
          } else {
            ctx.close();
          }
        });
    return Optional.empty();
  }

  /** Returns whether the connection is to be a WebSocket. */
  boolean hasBegun() {
    return begun;
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
  private boolean hasKey() {
    List<String> keys = request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY);
    try {
      return keys.size() == 1 && Base64.getDecoder().decode(keys.get(0)).length == KEY_BYTES;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private WebSocketServerHandshaker handshaker() {
    return new WebSocketServerHandshaker13(
        "ws://" + request.headers().get(HttpHeaderNames.HOST) + request.uri(),
        null,
        WebSocketDecoderConfig.newBuilder()
            .allowExtensions(compression != null)
            .maxFramePayloadLength(LargeFrameSplitter.MAX_FRAME_BYTES)
            .build());
  }
}
