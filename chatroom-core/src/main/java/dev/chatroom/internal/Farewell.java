package dev.chatroom.internal;

import dev.chatroom.CloseReason;
import dev.chatroom.LeaveReason;
import org.jspecify.annotations.Nullable;

/** What the end of a session means for its nickname. The reason is absent when its client went. */
final class Farewell {

  private Farewell() {}

  /** Returns why its occupant leaves, if it was the last session. */
  static LeaveReason reason(@Nullable CloseReason reason) {
    if (reason == null) {
      return LeaveReason.DISCONNECTED;
    }
    return switch (reason) {
      case GOING_AWAY -> LeaveReason.SHUTDOWN;
      case KICKED -> LeaveReason.KICKED;
      case BANNED -> LeaveReason.BANNED;
      case MEMBERS_ONLY -> LeaveReason.NOT_A_MEMBER;
      default -> LeaveReason.DISCONNECTED;
    };
  }

  /** Returns whether the nickname is held for a while. */
  static boolean mayComeBack(@Nullable CloseReason reason) {
    return reason == null
        || reason == CloseReason.TIMED_OUT
        || reason == CloseReason.SLOW_CONSUMER
        || reason == CloseReason.INTERNAL_ERROR;
  }
}
