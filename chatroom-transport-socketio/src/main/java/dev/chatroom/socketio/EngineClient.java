package dev.chatroom.socketio;

import dev.chatroom.CloseReason;
import dev.chatroom.spi.Handshake;

/**
 * What an Engine.IO session carries messages for: Socket.IO, in this transport.
 *
 * <p>Called on the session's event loop.
 */
interface EngineClient {

  /** Makes what is at the server's end of a new session. */
  @FunctionalInterface
  interface Factory {

    EngineClient over(EngineSession session, Handshake facts);
  }

  /** The session has begun. */
  void opened();

  /** A text message. */
  void receive(String message);

  /** A binary message. */
  void receive(byte[] message);

  /** A message that was longer than allowed, and of which only the beginning was kept. */
  void receiveTooLong(String beginning);

  /** The client does not speak Engine.IO; the session is to end. */
  void malformed();

  /** Returns whether there is anything that the session is kept open for. */
  boolean isConnected();

  /** The session takes more than it did. */
  void writable();

  /** The session is to end when what is there for the client has been written. */
  void end(CloseReason reason);

  /** The session has ended, or the client has asked for it. */
  void disconnected();
}
