package dev.chatroom.internal;

import dev.chatroom.RoomEvent;

/** How a client is told who is here. */
enum Presence {
  /** By the whole list, whenever it changed and the client has caught up. */
  LIST,
  /** By one list, and then by what changed. */
  DELTA;

  boolean shows(TailEntry entry) {
    return this == DELTA || entry.entry().event() instanceof RoomEvent.Posted;
  }
}
