package dev.chatroom.socketio;

import dev.chatroom.spi.Frame;

/**
 * What carries the packets of an Engine.IO session to the client: a WebSocket, or polls.
 *
 * <p>Called on the session's event loop.
 */
interface EngineLink {

  /** Returns whether it takes more now. */
  boolean isWritable();

  /** Writes a packet for this client alone. */
  void write(String packet);

  /** Writes an event that others get too. */
  void write(Frame frame);

  void flush();

  /**
   * Ends it when what was written has gone out, or after a while.
   *
   * @param status a close code of RFC 6455 §7.4
   * @param text why
   */
  void close(int status, String text);
}
