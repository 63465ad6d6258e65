package dev.chatroom.internal;

import dev.chatroom.RoomEvent;

/** What an event counts for against a bound in bytes. */
final class EventWeight {

  /**
   * What an event takes of the heap without its text: the event itself, where and when it stands,
   * whom it came from, and its places in the logs of the backplane and of the node. Measured, for a
   * JVM with compressed references; MemoryIT in the testkit holds it.
   */
  static final int BASE_BYTES = 320;

  private EventWeight() {}

  static int bytes(RoomEvent event) {
    return BASE_BYTES + Utf8.length(text(event));
  }

  private static String text(RoomEvent event) {
    if (event instanceof RoomEvent.Posted posted) {
      return posted.message().text();
    } else if (event instanceof RoomEvent.Whispered whispered) {
      return whispered.message().text();
    } else if (event instanceof RoomEvent.SubjectChanged changed) {
      return changed.subject().text();
    } else if (event instanceof RoomEvent.Kicked kicked) {
      return kicked.reason();
    } else {
      return event instanceof RoomEvent.Banned banned ? banned.ban().reason() : "";
    }
  }
}
