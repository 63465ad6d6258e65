package dev.chatroom.spi;

import dev.chatroom.Position;
import dev.chatroom.Refusal;

/** What became of a command at the log. */
public sealed interface AppendResult {

  /**
   * It was accepted.
   *
   * @param position the last event that it became; where the log stood, when it changed nothing
   */
  record Appended(Position position) implements AppendResult {}

  /**
   * It was refused, and nothing was appended.
   *
   * @param reason why
   */
  record Rejected(Refusal reason) implements AppendResult {}
}
