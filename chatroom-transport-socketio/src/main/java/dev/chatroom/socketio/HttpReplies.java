package dev.chatroom.socketio;

import dev.chatroom.web.Json;
import dev.chatroom.web.OriginPolicy;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers to the requests of Engine.IO.
 *
 * @param cors what the browser is told of a page of another origin; absent for our own, and for
 *     clients that are no browsers
 */
record HttpReplies(OriginPolicy.@Nullable Cors cors) {

  private static final int RETRY_SECONDS = 10;

  /** As long as Chromium believes it; Firefox would for longer. */
  private static final int PREFLIGHT_SECONDS = 7200;

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
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("code", error.code());
    body.put("message", error.message());
    FullHttpResponse response =
        reply(HttpResponseStatus.valueOf(error.status()), "application/json", Json.bytes(body));
    if (error == EngineError.TOO_MANY_SESSIONS) {
      response.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_SECONDS);
    }
    return response;
  }

  /**
   * What answers the question of a browser whether a page of another origin may post.
   *
   * @param headers that it wants to send; applications may look at any
   */
  FullHttpResponse preflight(@Nullable String headers) {
    FullHttpResponse response = reply(HttpResponseStatus.OK, "text/plain", new byte[0]);
    if (cors != null) {
      response
          .headers()
          .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST")
          .set(
              HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
              headers == null ? "Content-Type" : headers)
          .set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS)
          .add(HttpHeaderNames.VARY, HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
    }
    return response;
  }

  private FullHttpResponse reply(HttpResponseStatus status, String type, byte[] body) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .set(PlainReplies.CONTENT_TYPE_OPTIONS, PlainReplies.NO_SNIFF)
        .set(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
    if (cors != null) {
      response.headers().set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, cors.origin());
      if (cors.credentials()) {
        response.headers().set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
      }
    }
    HttpUtil.setContentLength(response, body.length);
    return response;
  }
}
