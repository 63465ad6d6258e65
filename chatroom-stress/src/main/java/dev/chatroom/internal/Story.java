package dev.chatroom.internal;

import dev.chatroom.Outcome;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Follows a log and tells it as one line: {@code tom joined; tom said hi; tom left}.
 *
 * <p>Written by whoever holds the log's lock, read when all have done what they do.
 */
final class Story implements LogTail {

  private final List<String> events = new ArrayList<>();

  @Override
  public void opened(LogSnapshot snapshot) {
    snapshot.recent().forEach(this::appended);
  }

  @Override
  public void appended(LogEntry entry) {
    events.add(tell(entry.event()));
  }

  @Override
  public void readable() {}

  @Override
  public void signalled(Signal signal) {}

  @Override
  public String toString() {
    return String.join("; ", events);
  }

  /** What became of a command. */
  static String answer(CompletionStage<Outcome> answer) {
    Outcome outcome = answer.toCompletableFuture().getNow(null);
    if (outcome instanceof Outcome.Refused refused) {
      return refused.code();
    }
    return outcome == null ? "no answer" : "accepted";
  }

  static String tell(RoomEvent event) {
    if (event instanceof RoomEvent.Joined joined) {
      return joined.occupant().nickname() + " joined";
    } else if (event instanceof RoomEvent.Left left) {
      return left.occupant().nickname() + " left";
    } else if (event instanceof RoomEvent.Posted posted) {
      return posted.message().sender() + " said " + posted.message().text();
    } else {
      return event.getClass().getSimpleName();
    }
  }
}
