package dev.chatroom.spi;

/**
 * Turns an event into what goes over the wire, once for all who speak the format.
 *
 * @param <F> what it makes; immutable, and safe for use by any thread
 */
public interface WireFormat<F> {

  /** {@return the class of what it makes} */
  Class<F> type();

  /**
   * Encodes a frame. Called at most once per frame, through {@link Frame#encoded}, by any thread;
   * must not block. A frame inside the data has usually been encoded already: ask it with {@link
   * Frame#encoded}.
   *
   * @param frame what to encode
   * @return the encoded form
   */
  F encode(Frame frame);
}
