package dev.chatroom.spi;

import dev.chatroom.Outcome;

/** What became of a connection that asked to be attached. */
public sealed interface ConnectResult {

  /**
   * It is attached; its first frames follow on its executor.
   *
   * @param session the session
   */
  record Attached(TransportSession session) implements ConnectResult {}

  /**
   * It was refused; the client is to be told, and the connection ended.
   *
   * @param refusal why
   */
  record Rejected(Outcome.Refused refusal) implements ConnectResult {}
}
