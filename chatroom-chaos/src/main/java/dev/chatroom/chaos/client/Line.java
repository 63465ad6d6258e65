package dev.chatroom.chaos.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/** One connection. On the thread of the clients. */
final class Line extends SimpleChannelInboundHandler<WebSocketFrame> {

  private final Speech speech;
  private final Heard heard;
  private final Ear ear;
  private @Nullable Channel channel;
  private String why = "";
  private boolean over;

  Line(Speech speech, Heard heard, Ear ear) {
    this.speech = speech;
    this.heard = heard;
    this.ear = ear;
  }

  void on(Channel opening) {
    channel = opening;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    if (over) {
      return;
    }
    if (frame instanceof TextWebSocketFrame text) {
      hear(text.text());
    } else if (frame instanceof CloseWebSocketFrame close) {
      why = close.statusCode() + " " + close.reasonText();
      var unused = context.close();
    }
  }

  private void hear(String text) {
    Speech.Meaning meaning = heard.meaning(speech, text);
    if (meaning instanceof Speech.Meaning.Reply reply) {
      write(reply.text());
    } else if (meaning instanceof Speech.Meaning.Event event) {
      ear.event(heard.event(text, event));
    } else if (meaning instanceof Speech.Meaning.Answer answer) {
      ear.answer(answer.ack(), answer.data());
    } else if (meaning instanceof Speech.Meaning.Over end) {
      why = end.why();
      abort();
    }
  }

  void say(String event, JsonNode data, int ack) {
    write(speech.said(event, data, ack));
  }

  private void write(String text) {
    if (channel != null) {
      var unused = channel.writeAndFlush(new TextWebSocketFrame(text));
    }
  }

  /** Ends as somebody does who closes the page. */
  void close() {
    if (channel != null && !over) {
      var unused =
          channel
              .writeAndFlush(new CloseWebSocketFrame(1001, ""))
              .addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Ends without a word: the other end gets a reset. */
  void abort() {
    if (channel != null && !over) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      var unused = channel.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end(why.isEmpty() ? "connection ended" : why);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    why = failure.toString();
    var unused = context.close();
  }

  void end(String reason) {
    if (!over) {
      over = true;
      ear.ended(reason);
    }
  }
}
