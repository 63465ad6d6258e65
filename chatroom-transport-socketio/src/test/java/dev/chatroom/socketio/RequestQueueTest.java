package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestQueueTest {

  private final List<FullHttpRequest> sent = new ArrayList<>();
  private final RequestQueue queue =
      new RequestQueue(new RequestDeadline(Duration.ofSeconds(20), 1024));
  private final EmbeddedChannel channel = new EmbeddedChannel(queue);

  private FullHttpRequest ask(String path) {
    return ask(HttpVersion.HTTP_1_1, path);
  }

  private FullHttpRequest ask(HttpVersion version, String path) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(version, HttpMethod.GET, path, Unpooled.buffer(1).writeByte(1));
    sent.add(request);
    return request;
  }

  private void receive(FullHttpRequest request) {
    channel.writeInbound(request);
  }

  /** Returns the path of the request that was handed on, if one was; it is answered later. */
  private @Nullable String handedOn() {
    FullHttpRequest request = channel.readInbound();
    if (request == null) {
      return null;
    }
    request.release();
    return request.uri();
  }

  private static FullHttpResponse response(HttpResponseStatus status) {
    return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.buffer(1));
  }

  private void answer() {
    channel.writeOutbound(response(HttpResponseStatus.OK));
  }

  @AfterEach
  void no_buffer_is_left() {
    channel.finishAndReleaseAll();
    assertThat(sent).allSatisfy(request -> assertThat(request.refCnt()).isZero());
  }

  @Test
  void the_next_request_comes_when_the_one_before_is_answered() {
    receive(ask("/1"));
    receive(ask("/2"));
    assertThat(handedOn()).isEqualTo("/1");
    assertThat(handedOn()).isNull();
    answer();
    assertThat(handedOn()).isEqualTo("/2");
  }

  @Test
  void an_answer_in_pieces_ends_with_its_last() {
    receive(ask("/1"));
    receive(ask("/2"));
    handedOn();
    channel.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
    channel.writeOutbound(new DefaultHttpContent(Unpooled.buffer(1)));
    assertThat(handedOn()).isNull();
    channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
    assertThat(handedOn()).isEqualTo("/2");
  }

  @Test
  void an_interim_answer_is_none() {
    receive(ask("/1"));
    receive(ask("/2"));
    handedOn();
    channel.writeOutbound(response(HttpResponseStatus.EARLY_HINTS));
    assertThat(handedOn()).isNull();
  }

  @Test
  void nothing_is_read_while_a_request_waits() {
    receive(ask("/1"));
    assertThat(channel.config().isAutoRead()).isTrue();
    receive(ask("/2"));
    assertThat(channel.config().isAutoRead()).isFalse();
    answer();
    assertThat(channel.config().isAutoRead()).isTrue();
    handedOn();
    handedOn();
  }

  @Test
  void who_does_not_read_answers_is_handed_on_no_more() {
    receive(ask("/1"));
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    channel.runPendingTasks();
    assertThat(channel.config().isAutoRead()).isFalse();
    receive(ask("/2"));
    assertThat(handedOn()).isEqualTo("/1");
    answer();
    assertThat(handedOn()).isNull();
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
    channel.runPendingTasks();
    assertThat(handedOn()).isEqualTo("/2");
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void more_than_a_few_close_the_connection() {
    for (int i = 0; i <= RequestQueue.MAX_WAITING; i++) {
      receive(ask("/" + i));
    }
    assertThat(channel.isOpen()).isTrue();
    assertThat(handedOn()).isEqualTo("/0");
    receive(ask("/too-many"));
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void after_a_request_that_is_to_be_the_last_nothing_is_handed_on() {
    FullHttpRequest last = ask("/1");
    last.headers().set("Connection", "close");
    receive(ask("/0"));
    receive(last);
    receive(ask("/2"));
    assertThat(handedOn()).isEqualTo("/0");
    answer();
    assertThat(handedOn()).isEqualTo("/1");
    answer();
    assertThat(handedOn()).isNull();
  }

  @Test
  void after_an_answer_that_closes_nothing_is_handed_on() {
    receive(ask("/1"));
    receive(ask("/2"));
    handedOn();
    FullHttpResponse closing = response(HttpResponseStatus.OK);
    closing.headers().set("Connection", "close");
    channel.writeOutbound(closing);
    assertThat(handedOn()).isNull();
  }

  @Test
  void an_answer_that_nobody_asked_for_is_not_sent() {
    FullHttpResponse stray = response(HttpResponseStatus.OK);
    ChannelFuture written = channel.writeAndFlush(stray);
    assertThat(written.cause()).isInstanceOf(IllegalStateException.class);
    assertThat(stray.refCnt()).isZero();
    assertThat(channel.<Object>readOutbound()).isNull();
  }

  @Test
  void a_client_of_http_1_0_is_told_when_the_connection_stays() {
    FullHttpRequest staying = ask(HttpVersion.HTTP_1_0, "/1");
    staying.headers().set("Connection", "keep-alive");
    receive(staying);
    receive(ask(HttpVersion.HTTP_1_0, "/2"));
    handedOn();
    answer();
    handedOn();
    answer();
    FullHttpResponse first = channel.readOutbound();
    FullHttpResponse second = channel.readOutbound();
    assertThat(first.headers().get("Connection")).isEqualTo("keep-alive");
    assertThat(second.headers().contains("Connection")).isFalse();
    first.release();
    second.release();
  }

  @Test
  void idleness_closes_unless_it_is_ours() {
    receive(ask("/poll"));
    handedOn();
    channel.pipeline().fireUserEventTriggered(IdleStateEvent.ALL_IDLE_STATE_EVENT);
    assertThat(channel.isOpen()).isTrue();
    answer();
    channel.pipeline().fireUserEventTriggered(IdleStateEvent.ALL_IDLE_STATE_EVENT);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void who_does_not_read_the_answer_that_it_waits_for_is_idle() {
    receive(ask("/large"));
    handedOn();
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    channel.runPendingTasks();
    channel.pipeline().fireUserEventTriggered(IdleStateEvent.ALL_IDLE_STATE_EVENT);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void a_connection_that_goes_takes_what_waits_with_it() {
    receive(ask("/1"));
    receive(ask("/2"));
    handedOn();
    channel.close();
    answerAfterTheEnd();
    assertThat(handedOn()).isNull();
  }

  private void answerAfterTheEnd() {
    channel.pipeline().write(response(HttpResponseStatus.OK)).awaitUninterruptibly();
  }

  @Test
  void a_request_behind_an_upgrade_closes() {
    receive(ask("/upgrade"));
    handedOn();
    receive(ask("/2"));
    channel.pipeline().remove(queue);
    assertThat(channel.isOpen()).isFalse();
  }
}
