package dev.chatroom.socketio;

import dev.chatroom.spi.Frames;

/**
 * What carries the packets of an Engine.IO session to the client: a WebSocket, or polls.
 *
 * <p>Called on the session's event loop.
 */
interface EngineLink {

  /** Returns whether it takes more now. */
  boolean isWritable();

  /**
   * Returns whether JSON has to be in ASCII: clients 1.x and 2.x that poll disagree about all else.
   */
  boolean isAsciiOnly();

  /** Writes a text packet for this client alone. */
  void write(String packet);

  /** Writes a binary message for this client alone. */
  void write(byte[] message);

  /** Writes events that others get too. */
  void write(Frames frames);

  void flush();

  /**
   * Ends it when what was written has gone out, or after a while.
   *
   * @param status a close code of RFC 6455 §7.4
   * @param text why
   */
  void close(int status, String text);

  /** Ends it since the client has said that it goes. */
  void closeAsAsked();

  /** Ends it at once, whatever has not gone out; ending it twice does nothing. */
  void abort();
}
