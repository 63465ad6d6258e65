package dev.chatroom.socketio;

import com.corundumstudio.socketio.SocketIOChannelInitializer;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The stages of a connection that speaks HTTP, in their order, and how it gets rid of them. */
final class HttpStages {

  /** Stages that a WebSocket does not want have names that begin like this. */
  private static final String HTTP_ONLY = "http.";

  static final String IDLE = HTTP_ONLY + "idle";
  static final String DEADLINE = HTTP_ONLY + "deadline";
  static final String QUEUE = HTTP_ONLY + "queue";
  static final String CHECK = HTTP_ONLY + "check";
  static final String CHUNKS = HTTP_ONLY + "chunks";
  static final String APPLICATION = HTTP_ONLY + "application.";

  /** Removed when the answer to the upgrade is written. */
  static final String KEEP_ALIVE = "httpKeepAlive";

  static final int MAX_LINE_BYTES = 4 * 1024;
  static final int MAX_HEADER_BYTES = 8 * 1024;

  private static final RequestCheck REQUEST_CHECK = new RequestCheck();

  private final EngineServices services;
  private final FileAnswers files;

  HttpStages(EngineServices services, FileAnswers files) {
    this.services = services;
    this.files = files;
  }

  /** Adds them around what there is: the decoder, the aggregator and the encoder of the base. */
  void addTo(ChannelPipeline pipeline) {
    Settings.Http http = services.settings().http();
    int maxBodyBytes = services.settings().limits().maxMessageBytes();
    String decoder = SocketIOChannelInitializer.HTTP_REQUEST_DECODER;
    String aggregator = SocketIOChannelInitializer.HTTP_AGGREGATOR;
    String encoder = SocketIOChannelInitializer.HTTP_ENCODER;
    RequestDeadline deadline = new RequestDeadline(http.requestTimeout(), maxBodyBytes);
    // An answer of a stage goes through the encoder only if that is in front of the stage.
    pipeline.remove(encoder);
    pipeline.addBefore(decoder, encoder, new HttpResponseEncoder());
    pipeline.addBefore(
        encoder,
        IDLE,
        new IdleStateHandler(true, 0, 0, http.idleTimeout().toNanos(), TimeUnit.NANOSECONDS));
    pipeline.addBefore(decoder, DEADLINE, deadline);
    pipeline.replace(decoder, decoder, new HttpRequestDecoder(decoding()));
    pipeline.addBefore(aggregator, KEEP_ALIVE, new HttpServerKeepAliveHandler());
    pipeline.replace(aggregator, aggregator, new RequestAggregator(maxBodyBytes, deadline));
    pipeline.addLast(QUEUE, new RequestQueue(deadline));
    pipeline.addLast(CHECK, REQUEST_CHECK);
    pipeline.addLast(CHUNKS, new ChunkedWriteHandler());
    int number = 0;
    for (Supplier<? extends ChannelHandler> each : http.handlers()) {
      pipeline.addLast(APPLICATION + number++, each.get());
    }
    pipeline.addLast(HttpStage.NAME, new HttpStage(services, files));
  }

  /** Netty's defaults, but not those of them that a system property could undo. */
  private static HttpDecoderConfig decoding() {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(MAX_LINE_BYTES)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setStrictLineParsing(true)
        .setUseRfc9112TransferEncoding(true);
  }

  /** Removes what a WebSocket has no use for. */
  static void removeFrom(ChannelPipeline pipeline) {
    for (String name : pipeline.names()) {
      if (name.startsWith(HTTP_ONLY)) {
        pipeline.remove(name);
      }
    }
  }
}
