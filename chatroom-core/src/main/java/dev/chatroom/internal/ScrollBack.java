package dev.chatroom.internal;

import dev.chatroom.ChatMessage;
import dev.chatroom.HistoryPage;
import dev.chatroom.Position;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.LogEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads one page of messages backwards. For one use; what it has collected belongs to whoever
 * completes the stage that it waits for.
 */
final class ScrollBack {

  static final int MAX_MESSAGES = 100;

  /** How many events are read at a time: presence stands between the messages. */
  private static final int CHUNK = 256;

  private final Reading log;
  private final long maxBytes;
  private final int limit;
  private final Deque<ChatMessage> found = new ArrayDeque<>();
  private long bytes;
  private boolean more;

  ScrollBack(Reading log, RoomOptions.History bounds, int limit) {
    if (limit < 1 || limit > MAX_MESSAGES) {
      throw new IllegalArgumentException(
          "limit: " + limit + " (expected: 1 to " + MAX_MESSAGES + ")");
    }
    this.log = log;
    this.maxBytes = bounds.bytes();
    this.limit = limit;
  }

  /** Reads events back; see {@link dev.chatroom.spi.RoomLog#read}. */
  @FunctionalInterface
  interface Reading {
    CompletionStage<List<LogEntry>> read(Position before, int maxEvents);
  }

  /** Goes on in a loop as long as the log answers at once: it may be long, and the stack is not. */
  CompletionStage<HistoryPage> before(Position end) {
    Position next = end;
    while (next != null && next.offset() > 1) {
      Position from = next;
      CompletionStage<List<LogEntry>> reading = log.read(from, CHUNK);
      CompletableFuture<List<LogEntry>> read = reading.toCompletableFuture();
      if (!read.isDone() || read.isCompletedExceptionally()) {
        return reading.thenCompose(entries -> goOn(take(entries, from)));
      }
      next = take(read.join(), from);
    }
    return page();
  }

  private CompletionStage<HistoryPage> goOn(@Nullable Position next) {
    return next == null ? page() : before(next);
  }

  /** Takes what is wanted of some events; returns before which one to go on, if at all. */
  private @Nullable Position take(List<LogEntry> entries, Position end) {
    if (entries.isEmpty()) {
      return null;
    }
    for (int i = entries.size() - 1; i >= 0; i--) {
      RoomEvent event = entries.get(i).event();
      if (event instanceof RoomEvent.Posted posted && !posted.message().text().isEmpty()) {
        int weight = EventWeight.bytes(event);
        boolean isTooMuch = bytes + weight > maxBytes && !found.isEmpty();
        if (found.size() == limit || isTooMuch) {
          more = true;
          return null;
        }
        bytes += weight;
        found.addFirst(posted.message());
      }
    }
    return new Position(end.epoch(), entries.get(0).event().position().offset());
  }

  private CompletionStage<HistoryPage> page() {
    return CompletableFuture.completedFuture(new HistoryPage(List.copyOf(found), more));
  }
}
