package dev.chatroom.benchmarks.room;

import dev.chatroom.ChatRooms;
import dev.chatroom.Outcome;
import dev.chatroom.policy.RateLimits;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What the benchmarks of the room have in common. */
final class Rooms {

  /** What somebody says. */
  static final String TEXT = "x".repeat(200);

  private Rooms() {}

  /** Makes rooms as they are by default, but for limits, which would stop a benchmark at once. */
  static ChatRooms open(Executor executor) {
    return ChatRooms.builder().executor(executor).rates(RateLimits.none()).build();
  }

  /** Returns what a command that is answered at once has become. */
  static Outcome accepted(CompletionStage<Outcome> answer) {
    Outcome outcome = answer.toCompletableFuture().getNow(null);
    if (!(outcome instanceof Outcome.Accepted)) {
      throw new IllegalStateException("outcome: " + outcome + " (expected: accepted)");
    }
    return outcome;
  }
}
