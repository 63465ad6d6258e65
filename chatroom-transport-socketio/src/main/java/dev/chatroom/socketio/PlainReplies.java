package dev.chatroom.socketio;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** Answers that say no more than their status. */
final class PlainReplies {

  static final String CONTENT_TYPE_OPTIONS = "X-Content-Type-Options";
  static final String NO_SNIFF = "nosniff";

  private PlainReplies() {}

  static FullHttpResponse of(HttpResponseStatus status) {
    byte[] body = status.toString().getBytes(StandardCharsets.US_ASCII);
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=us-ascii")
        .set(CONTENT_TYPE_OPTIONS, NO_SNIFF);
    HttpUtil.setContentLength(response, body.length);
    return response;
  }

  /** An answer after which the connection closes. */
  static FullHttpResponse closing(HttpResponseStatus status) {
    FullHttpResponse response = of(status);
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return response;
  }

  /** Returns an answer as it may be sent: to a HEAD its head only (RFC 9110 §9.3.2). */
  static FullHttpResponse to(HttpRequest request, FullHttpResponse answer) {
    if (request.method().equals(HttpMethod.HEAD)) {
      answer.content().clear();
    }
    return answer;
  }

  static FullHttpResponse notAllowed(String allowed) {
    FullHttpResponse response = of(HttpResponseStatus.METHOD_NOT_ALLOWED);
    response.headers().set(HttpHeaderNames.ALLOW, allowed);
    return response;
  }
}
