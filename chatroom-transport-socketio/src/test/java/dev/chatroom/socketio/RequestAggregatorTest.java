package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestAggregatorTest {

  private static final int MAX_BYTES = 8;

  private final RequestDeadline deadline = new RequestDeadline(Duration.ofSeconds(20), MAX_BYTES);
  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          deadline,
          new HttpRequestDecoder(),
          new RequestAggregator(MAX_BYTES, deadline),
          new RequestQueue(deadline),
          new SimpleChannelInboundHandler<FullHttpRequest>() {
            @Override
            protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
              ctx.writeAndFlush(
                  PlainReplies.of(
                      request.decoderResult().isSuccess()
                          ? HttpResponseStatus.OK
                          : HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE));
            }
          });

  @BeforeEach
  void stopTheClock() {
    channel.freezeTime();
  }

  @AfterEach
  void release() {
    channel.finishAndReleaseAll();
  }

  private void receive(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  private void pass(int seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
  }

  private void isAnswered(int status) {
    FullHttpResponse answer = channel.readOutbound();
    assertThat(answer.status().code()).isEqualTo(status);
    answer.release();
  }

  private void isNotAnswered() {
    assertThat(channel.<Object>readOutbound()).isNull();
    assertThat(channel.isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 10\r\n\r\n|12345|67890",
        "Content-Length: 10\r\n\r\n|1234567890",
        "Transfer-Encoding: chunked\r\n\r\n|5\r\n12345\r\n|5\r\n67890\r\n|0\r\n|\r\n",
        "Transfer-Encoding: chunked\r\n\r\n|5\r\n12345\r\n5\r\n67890\r\n0\r\n\r\n",
      })
  void nothing_is_expected_of_a_client_whose_long_body_has_been_skipped(String request) {
    receive("POST / HTTP/1.1\r\nHost: x\r\n");
    for (String part : request.split("\\|", -1)) {
      receive(part);
    }
    isAnswered(413);
    pass(1_000);
    isNotAnswered();
    receive("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n1");
    isAnswered(200);
  }

  @Test
  void a_long_body_that_does_not_come_to_its_end_meets_the_deadline() {
    receive("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n");
    isAnswered(413);
    receive("12345");
    pass(19);
    isNotAnswered();
    pass(2);
    isAnswered(408);
  }

  @Test
  void the_request_after_a_skipped_body_has_a_deadline() {
    receive("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n");
    isAnswered(413);
    receive("12345");
    pass(19);
    receive("67890");
    receive("POST /");
    pass(19);
    isNotAnswered();
    pass(2);
    isAnswered(408);
  }
}
