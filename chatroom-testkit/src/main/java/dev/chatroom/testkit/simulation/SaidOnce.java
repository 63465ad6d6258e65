package dev.chatroom.testkit.simulation;

import dev.chatroom.ChatMessage;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.LogEntry;
import java.util.HashMap;
import java.util.Map;

/** What is said under a key is said once, as long as the log has it. */
final class SaidOnce implements Law {

  static final String LAW = "law 10 (accepted is kept), once";

  private final Shape shape;
  private final Breaches breaches;
  private final Map<RoomTruth, Map<String, Long>> said = new HashMap<>();

  SaidOnce(Shape shape, Breaches breaches) {
    this.shape = shape;
    this.breaches = breaches;
  }

  @Override
  public void appended(RoomTruth room, LogEntry entry) {
    String key = entry.key();
    if (key == null) {
      return;
    }
    long offset = entry.event().position().offset();
    Long before =
        said.computeIfAbsent(room, each -> new HashMap<>())
            .put(author(entry.event()) + " " + key, offset);
    breaches.expect(
        before == null || isGone(room, before, offset),
        LAW,
        () -> entry.event() + " was said at " + before + " of " + room + " before");
  }

  private static String author(RoomEvent event) {
    ChatMessage message =
        event instanceof RoomEvent.Posted posted
            ? posted.message()
            : ((RoomEvent.Whispered) event).message();
    return message.author();
  }

  /** Whether it may have been dropped when the command came. */
  private boolean isGone(RoomTruth room, long before, long offset) {
    long head = offset - 1;
    return head - before >= shape.logEvents() || room.bytes(before - 1, head) > shape.logBytes();
  }
}
