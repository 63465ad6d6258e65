package dev.chatroom.socketio;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpResponse;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A poll that waits for its answer.
 *
 * <p>Made on the event loop of its connection; answered by the session, on any event loop.
 */
final class Poll {

  private final ChannelHandlerContext ctx;
  private final @Nullable Integer jsonpIndex;
  private final Runnable answered;
  private final HttpReplies replies;

  /**
   * Makes a poll.
   *
   * @param ctx the connection that it came on
   * @param jsonpIndex which function of the page takes the answer; for a script, else absent
   * @param replies makes the answer
   * @param answered runs on the connection's event loop when the answer is on its way
   */
  Poll(
      ChannelHandlerContext ctx,
      @Nullable Integer jsonpIndex,
      HttpReplies replies,
      Runnable answered) {
    this.ctx = ctx;
    this.jsonpIndex = jsonpIndex;
    this.replies = replies;
    this.answered = answered;
  }

  /**
   * Answers with packets.
   *
   * @param failed runs when the answer could not be written
   */
  void answer(PollingPayload.Body body, Runnable failed) {
    FullHttpResponse response =
        jsonpIndex == null
            ? replies.payload(body)
            : replies.script(PollingPayload.jsonp(jsonpIndex, body.bytes()));
    write(response, failed);
  }

  /** Answers with an error of Engine.IO. */
  void refuse(EngineError error) {
    write(replies.error(error), () -> {});
  }

  private void write(FullHttpResponse response, Runnable failed) {
    try {
      ctx.executor().execute(() -> writeNow(response, failed));
    } catch (RejectedExecutionException itHasEnded) {
      // The connection ended with its event loop: a host application's, ended before we were.
      response.release();
    }
  }

  private void writeNow(FullHttpResponse response, Runnable failed) {
    answered.run();
    ctx.writeAndFlush(response)
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                failed.run();
              }
            });
  }
}
