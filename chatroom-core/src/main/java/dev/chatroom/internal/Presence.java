package dev.chatroom.internal;

import dev.chatroom.RoomEvent;

/** How a client is told who is here. */
enum Presence {
  /** By the whole list, when it changed and the client has caught up. */
  LIST,
  /** By one list, and then by what changed. */
  DELTA,
  /** Not at all, nor of anything else: there is nobody to tell. */
  NONE;

  /** Returns whether all clients of this kind are told of an event. */
  boolean shows(TailEntry entry) {
    RoomEvent event = entry.event();
    if (this == NONE) {
      return false;
    }
    if (event instanceof RoomEvent.Posted) {
      return !entry.isDeleted();
    } else if (event instanceof RoomEvent.Joined
        || event instanceof RoomEvent.Left
        || event instanceof RoomEvent.Renamed) {
      return this == DELTA;
    }
    return !isForFew(event);
  }

  /** Returns whether it is for two, or for the application only. */
  private static boolean isForFew(RoomEvent event) {
    return event instanceof RoomEvent.Whispered
        || event instanceof RoomEvent.Attached
        || event instanceof RoomEvent.Detached
        || event instanceof RoomEvent.Banned
        || event instanceof RoomEvent.Unbanned
        || event instanceof RoomEvent.MembershipChanged;
  }
}
