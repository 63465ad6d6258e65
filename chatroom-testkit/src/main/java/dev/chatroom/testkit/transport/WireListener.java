package dev.chatroom.testkit.transport;

/**
 * Takes what a client gets, in the order in which it came over the wire. May be called by any
 * thread, one at a time; never blocks for long.
 */
public interface WireListener {

  /** Stands where a connection has ended and its transport has no numbers for that. */
  int NO_CODE = 0;

  /**
   * An event came.
   *
   * @param name the name of the event
   * @param data its payload, made of {@code String}, {@code Number}, {@code Boolean}, {@code List}
   *     and {@code Map}
   */
  void event(String name, Object data);

  /**
   * The answer to a command came.
   *
   * @param ack the number that the command was emitted with
   * @param data the answer, made of the same
   */
  void answer(int ack, Object data);

  /**
   * The connection has ended, for whatever reason: the server refused it, the server ended it, or
   * it was found to be gone. Called at most once, and not needed where the client itself ended it.
   *
   * @param code the number with which the server ended it, as the client was told it: a close code
   *     of WebSocket, or a status of HTTP; {@link #NO_CODE} where there are no such numbers. A
   *     WebSocket that ended without one has 1006 (RFC 6455 §7.1.5)
   * @param reason the word that came with it; empty where there is none. For a client that was
   *     refused its room the code of the refusal
   */
  void ended(int code, String reason);
}
