package dev.chatroom.internal;

import dev.chatroom.ChatMessage;
import dev.chatroom.HistoryPage;
import dev.chatroom.Position;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.RoomLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads one page of messages backwards. For one use; what it has collected belongs to whoever
 * completes the stage that it waits for.
 */
final class ScrollBack {

  static final int MAX_MESSAGES = 100;

  /** How many events are read at a time: presence stands between the messages. */
  private static final int CHUNK = 256;

  private final RoomLog log;
  private final long maxBytes;
  private final int limit;
  private final Deque<ChatMessage> found = new ArrayDeque<>();
  private long bytes;

  ScrollBack(RoomLog log, RoomOptions.History bounds, int limit) {
    if (limit < 1 || limit > MAX_MESSAGES) {
      throw new IllegalArgumentException(
          "limit: " + limit + " (expected: 1 to " + MAX_MESSAGES + ")");
    }
    this.log = log;
    this.maxBytes = bounds.bytes();
    this.limit = limit;
  }

  CompletionStage<HistoryPage> before(Position end) {
    if (end.offset() <= 1) {
      return page(false);
    }
    return log.read(end, CHUNK).thenCompose(entries -> take(entries, end));
  }

  private CompletionStage<HistoryPage> take(List<LogEntry> entries, Position end) {
    if (entries.isEmpty()) {
      return page(false);
    }
    for (int i = entries.size() - 1; i >= 0; i--) {
      RoomEvent event = entries.get(i).event();
      if (event instanceof RoomEvent.Posted posted && !posted.message().text().isEmpty()) {
        int weight = EventWeight.bytes(event);
        boolean isTooMuch = bytes + weight > maxBytes && !found.isEmpty();
        if (found.size() == limit || isTooMuch) {
          return page(true);
        }
        bytes += weight;
        found.addFirst(posted.message());
      }
    }
    return before(new Position(end.epoch(), entries.get(0).event().position().offset()));
  }

  private CompletionStage<HistoryPage> page(boolean more) {
    return CompletableFuture.completedFuture(new HistoryPage(List.copyOf(found), more));
  }
}
