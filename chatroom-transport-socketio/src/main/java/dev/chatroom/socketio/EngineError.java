package dev.chatroom.socketio;

/**
 * The errors of Engine.IO requests, with the numbers of the reference implementation; it has none
 * for a server that is full.
 */
enum EngineError {
  UNKNOWN_TRANSPORT(0, "Transport unknown", 400),
  UNKNOWN_SESSION(1, "Session ID unknown", 400),
  BAD_METHOD(2, "Bad handshake method", 400),
  BAD_REQUEST(3, "Bad request", 400),
  FORBIDDEN(4, "Forbidden", 403),
  UNSUPPORTED_VERSION(5, "Unsupported protocol version", 400),
  TOO_MANY_SESSIONS(6, "Too many sessions", 503);

  private final int code;
  private final String message;
  private final int status;

  EngineError(int code, String message, int status) {
    this.code = code;
    this.message = message;
    this.status = status;
  }

  int code() {
    return code;
  }

  String message() {
    return message;
  }

  /** The status of HTTP that it is answered with. */
  int status() {
    return status;
  }
}
