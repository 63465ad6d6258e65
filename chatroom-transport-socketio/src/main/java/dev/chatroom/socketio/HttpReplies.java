package dev.chatroom.socketio;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers to the requests of Engine.IO.
 *
 * @param corsOrigin the origin that is let in although it is a foreign one; absent for our own, and
 *     for clients that are no browsers
 */
record HttpReplies(@Nullable String corsOrigin) {

  FullHttpResponse payload(PollingPayload.Body body) {
    String type = body.isText() ? "text/plain; charset=UTF-8" : "application/octet-stream";
    return reply(HttpResponseStatus.OK, type, body.bytes());
  }

  FullHttpResponse script(byte[] body) {
    return reply(HttpResponseStatus.OK, "text/javascript; charset=UTF-8", body);
  }

  /** What answers a post: the clients look for it. */
  FullHttpResponse ok() {
    return reply(HttpResponseStatus.OK, "text/html", "ok".getBytes(StandardCharsets.US_ASCII));
  }

  FullHttpResponse error(EngineError error) {
    return reply(
        error == EngineError.FORBIDDEN
            ? HttpResponseStatus.FORBIDDEN
            : HttpResponseStatus.BAD_REQUEST,
        "application/json",
        Json.bytes(Map.of("code", error.code(), "message", error.message())));
  }

  /** What answers the question of a browser whether a page of another origin may post. */
  FullHttpResponse preflight() {
    FullHttpResponse response = reply(HttpResponseStatus.OK, "text/plain", new byte[0]);
    response
        .headers()
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST")
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "Content-Type");
    return response;
  }

  private FullHttpResponse reply(HttpResponseStatus status, String type, byte[] body) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .set(PlainReplies.CONTENT_TYPE_OPTIONS, PlainReplies.NO_SNIFF);
    if (corsOrigin != null) {
      response
          .headers()
          .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, corsOrigin)
          .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
          .set(HttpHeaderNames.VARY, "Origin");
    }
    HttpUtil.setContentLength(response, body.length);
    return response;
  }
}
