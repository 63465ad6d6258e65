package dev.chatroom.testkit.transport;

import org.jspecify.annotations.Nullable;

/**
 * A client that speaks the wire of a transport. Nothing here throws because the connection has
 * ended, or waits for an answer.
 *
 * <p>It goes on reading by itself, and answers what keeps a connection alive, until it is told
 * otherwise.
 */
public interface WireClient {

  /**
   * Sends an event for which no acknowledgement is asked.
   *
   * @param event the name of the event
   * @param data its payload: {@code null}, {@code String}, {@code Number}, {@code Boolean}, {@code
   *     List} or {@code Map}
   */
  void emit(String event, @Nullable Object data);

  /**
   * Sends an event and asks for an acknowledgement, which goes to {@link WireListener#answer}.
   *
   * @param event the name of the event
   * @param data its payload, as for {@link #emit(String, Object)}
   * @param ack the number by which the answer is known; at least 1, another one each time
   */
  void emit(String event, @Nullable Object data, int ack);

  /**
   * Sends bytes as they are. What they are is between this and {@link
   * TransportUnderTest#hostileInputs}: frames on an open WebSocket, or the body of a request.
   *
   * @param raw the bytes
   */
  default void sendRaw(byte[] raw) {
    throw new UnsupportedOperationException("no bytes to send (expected: no hostile inputs)");
  }

  /**
   * Takes nothing from the connection any more, so that what is written to it stays there, and
   * hands nothing to the listener. A buffer that was being read may be taken still.
   */
  void stopReading();

  /** Takes what is there, and reads on. */
  void readOn();

  /** Ends the connection as somebody does who closes the page. */
  void close();

  /**
   * Cuts the connection without a word. Comes at the end of each rule, also to a client that is
   * closed; no thread of the client is left soon after.
   */
  void abort();

  /**
   * Is not heard of any more, although the connection stays; what keeps it alive is not answered.
   * Needed where {@link TransportUnderTest#endings()} has {@link Ending#SILENCE}.
   */
  default void fallSilent() {
    throw new UnsupportedOperationException("no silence (expected: not one of the endings)");
  }
}
