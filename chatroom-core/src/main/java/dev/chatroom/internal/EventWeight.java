package dev.chatroom.internal;

import dev.chatroom.RoomEvent;

/** What an event counts for against a bound in bytes. */
final class EventWeight {

  /** Headers, references and positions of an event without its text. */
  static final int BASE_BYTES = 128;

  private EventWeight() {}

  static int bytes(RoomEvent event) {
    return event instanceof RoomEvent.Posted posted
        ? BASE_BYTES + Utf8.length(posted.message().text())
        : BASE_BYTES;
  }
}
