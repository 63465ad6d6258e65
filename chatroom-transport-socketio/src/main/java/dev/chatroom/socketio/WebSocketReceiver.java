package dev.chatroom.socketio;

/** Takes what comes out of a WebSocket; called on the event loop of its connection. */
interface WebSocketReceiver {

  /** A text message. */
  void receive(String packet);

  /** A binary message. */
  void receive(byte[] packet);

  /** The beginning of a message that was longer than allowed; nothing of a binary one. */
  void receiveTooLong(String beginning);

  /** Returns whether more may be read from the connection. */
  boolean takesMore();

  /** The connection can be written to again. */
  void writable();

  /** Returns whether we have begun the closing handshake. */
  boolean isClosing();

  /** The connection is gone. */
  void disconnected();
}
