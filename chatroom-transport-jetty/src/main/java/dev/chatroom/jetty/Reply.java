package dev.chatroom.jetty;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Why there is no WebSocket, as an answer of HTTP.
 *
 * @param status as of RFC 9110 §15
 * @param text for people
 */
record Reply(int status, String text) {

  static final Reply NO_UPGRADE = new Reply(HttpStatus.UPGRADE_REQUIRED_426, "WebSocket only");
  static final Reply NO_HANDSHAKE = new Reply(HttpStatus.BAD_REQUEST_400, "no WebSocket handshake");
  static final Reply OTHER_PROTOCOL =
      new Reply(HttpStatus.BAD_REQUEST_400, "the subprotocol is " + Upgrade.SUBPROTOCOL);
  static final Reply FOREIGN = new Reply(HttpStatus.FORBIDDEN_403, "not from this origin");
  static final Reply FAILED =
      new Reply(HttpStatus.INTERNAL_SERVER_ERROR_500, "something is wrong here");
  static final Reply NOT_OPEN = new Reply(HttpStatus.SERVICE_UNAVAILABLE_503, "not open");
  static final Reply FULL = new Reply(HttpStatus.SERVICE_UNAVAILABLE_503, "too many sessions");

  private static final String RETRY_SECONDS = "10";
  private static final String VERSION = "13";

  void send(Response response, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    if (status == HttpStatus.UPGRADE_REQUIRED_426) {
      response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
      response.getHeaders().put(HttpHeader.CONNECTION, "Upgrade");
      response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_VERSION, VERSION);
    } else if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
    }
    Content.Sink.write(response, true, text, callback);
  }
}
