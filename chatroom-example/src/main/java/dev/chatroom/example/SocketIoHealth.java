package dev.chatroom.example;

import dev.chatroom.ChatRooms;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** Answers {@link Health#PATH} on the port of Socket.IO. */
final class SocketIoHealth extends SimpleChannelInboundHandler<FullHttpRequest> {

  private final ChatRooms rooms;

  SocketIoHealth(ChatRooms rooms) {
    this.rooms = rooms;
  }

  @Override
  public boolean acceptInboundMessage(Object message) {
    return message instanceof FullHttpRequest request
        && request.method().equals(HttpMethod.GET)
        && request.uri().equals(Health.PATH);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    Health health = Health.of(rooms);
    FullHttpResponse answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(health.status()),
            Unpooled.copiedBuffer(health.text(), StandardCharsets.UTF_8));
    answer
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.TEXT_PLAIN)
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    HttpUtil.setContentLength(answer, answer.content().readableBytes());
    var unused = ctx.writeAndFlush(answer);
  }
}
