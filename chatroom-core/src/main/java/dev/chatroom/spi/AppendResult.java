package dev.chatroom.spi;

import dev.chatroom.Position;
import dev.chatroom.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
   * @param retryAfter how long to wait before it may pass, where waiting helps
   */
  record Rejected(Refusal reason, @Nullable Duration retryAfter) implements AppendResult {}
}
