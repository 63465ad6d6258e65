package dev.chatroom.spi;

import dev.chatroom.CloseReason;

/**
 * The transport's end of one session: where the session's cursor writes what it reads.
 *
 * <p>All methods are called on the executor that the transport gave to {@link
 * dev.chatroom.ChatRooms#connect}, one at a time. None may block.
 */
public interface Outbound {

  /**
   * Returns whether the connection takes more now. While it does not, nothing is sent and nothing
   * is queued for it: its cursor stays where it is until {@link TransportSession#writable()}. The
   * transport does well not to read from it either: a refusal is written whether it is writable or
   * not.
   *
   * <p>It may be asked before the transport has seen its {@link ConnectResult}: then a yes has
   * frames come before that.
   *
   * @return whether it takes more
   */
  boolean isWritable();

  /**
   * Writes frames, in order, without flushing. They are of the same list for all sessions of a lane
   * that are at the same place, so that what is made of that list may be shared; not to be kept
   * beyond the lane's turn on the executor.
   *
   * @param frames what to write; at least one
   */
  void send(Frames frames);

  /**
   * Flushes; called once after all that one turn of the lane sends. Nothing to do where another
   * thread writes, and flushes when nothing waits.
   */
  void flush();

  /**
   * Tells the client the reason, flushes, and ends the connection. The last call. The event {@code
   * closed}, which has the reason, was sent before; what is left to tell is its number, where the
   * connection ends with one.
   *
   * @param reason why
   */
  void close(CloseReason reason);
}
