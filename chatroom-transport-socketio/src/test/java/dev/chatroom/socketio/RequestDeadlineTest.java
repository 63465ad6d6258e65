package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestDeadlineTest {

  private static final int MAX_BYTES = 64 * 1024;

  private final RequestDeadline deadline = new RequestDeadline(Duration.ofSeconds(20), MAX_BYTES);
  private final EmbeddedChannel channel = new EmbeddedChannel(deadline);

  @BeforeEach
  void stopTheClock() {
    channel.freezeTime();
  }

  @AfterEach
  void release() {
    channel.finishAndReleaseAll();
  }

  private void receive(int bytes) {
    channel.writeInbound(Unpooled.wrappedBuffer(new byte[bytes]));
  }

  private void pass(int seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
  }

  private void isAnswered408() {
    FullHttpResponse answer = channel.readOutbound();
    assertThat(answer.status().code()).isEqualTo(408);
    assertThat(answer.headers().get("connection")).isEqualTo("close");
    answer.release();
    assertThat(channel.isOpen()).isFalse();
  }

  private void goesOn() {
    assertThat(channel.<Object>readOutbound()).isNull();
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void a_request_that_trickles_in_is_answered_408_and_the_connection_closes() {
    for (int second = 0; second < 19; second++) {
      receive(1);
      pass(1);
      goesOn();
    }
    pass(2);
    isAnswered408();
  }

  @Test
  void a_connection_on_which_nothing_has_begun_has_no_deadline() {
    pass(1_000);
    goesOn();
  }

  @Test
  void a_long_body_gets_a_second_more_for_what_comes_in_a_second() {
    for (int second = 0; second < 22; second++) {
      receive(RequestDeadline.BYTES_PER_SECOND / 8);
      pass(1);
      goesOn();
    }
    pass(2);
    isAnswered408();
  }

  @Test
  void a_body_longer_than_it_may_be_earns_no_more_time() {
    receive(100 * MAX_BYTES);
    pass(20 + MAX_BYTES / RequestDeadline.BYTES_PER_SECOND - 1);
    goesOn();
    pass(2);
    isAnswered408();
  }

  @Test
  void a_whole_request_has_met_it_and_the_next_byte_begins_another() {
    receive(1);
    pass(19);
    deadline.pause();
    receive(1);
    pass(1_000);
    goesOn();
    deadline.resume();
    pass(1_000);
    goesOn();
    receive(1);
    pass(19);
    goesOn();
    pass(2);
    isAnswered408();
  }

  @Test
  void what_comes_too_late_is_not_read() {
    EmbeddedChannel stuck =
        new EmbeddedChannel(
            new ChannelOutboundHandlerAdapter() {
              @Override
              public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
                // The answer is still on its way.
              }
            },
            new RequestDeadline(Duration.ofSeconds(20), MAX_BYTES));
    stuck.freezeTime();
    ByteBuf first = Unpooled.wrappedBuffer(new byte[1]);
    stuck.writeInbound(first);
    stuck.advanceTimeBy(21, TimeUnit.SECONDS);
    stuck.runScheduledPendingTasks();
    ByteBuf late = Unpooled.wrappedBuffer(new byte[1]);
    assertThat(stuck.writeInbound(late)).isTrue();
    assertThat(late.refCnt()).isZero();
    assertThat(stuck.<Object>readInbound()).isSameAs(first);
    first.release();
    assertThat(stuck.<Object>readInbound()).isNull();
    stuck.releaseOutbound();
  }
}
