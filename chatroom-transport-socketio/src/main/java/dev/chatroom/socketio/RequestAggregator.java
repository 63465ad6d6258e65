package dev.chatroom.socketio;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpContentException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts requests together. One whose body is too long is handed on as a failed one without it;
 * Netty's would answer by itself, before what the client asked for earlier.
 */
final class RequestAggregator extends HttpObjectAggregator {

  private final RequestDeadline deadline;

  /** A request was handed on as a failed one before all of its body had come. */
  private boolean skipping;

  RequestAggregator(int maxContentLength, RequestDeadline deadline) {
    super(maxContentLength);
    this.deadline = deadline;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, HttpObject part, List<Object> whole)
      throws Exception {
    super.decode(ctx, part, whole);
    if (skipping && part instanceof LastHttpContent) {
      skipping = false;
      deadline.skipped();
    }
  }

  @Override
  protected @Nullable Object newContinueResponse(
      HttpMessage start, int maxContentLength, ChannelPipeline pipeline) {
    boolean mayGoOn =
        HttpUtil.is100ContinueExpected(start) && !isContentLengthInvalid(start, maxContentLength);
    return mayGoOn ? super.newContinueResponse(start, maxContentLength, pipeline) : null;
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
    skipping = true;
    HttpRequest request = (HttpRequest) oversized;
    FullHttpRequest failed =
        new DefaultFullHttpRequest(
            request.protocolVersion(),
            request.method(),
            request.uri(),
            Unpooled.EMPTY_BUFFER,
            request.headers(),
            EmptyHttpHeaders.INSTANCE);
    failed.setDecoderResult(
        DecoderResult.failure(
            new TooLongHttpContentException("body of more than " + maxContentLength() + " bytes")));
    ctx.fireChannelRead(failed);
  }
}
