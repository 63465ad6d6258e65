package dev.chatroom.internal;

import dev.chatroom.CloseReason;
import dev.chatroom.Occupant;
import dev.chatroom.RoomEvent;
import org.jspecify.annotations.Nullable;

/** How far an event of the log concerns one session, beyond what all are told. */
enum Concern {
  /** Not at all. */
  NONE,
  /** The session asked for it. */
  ASKED,
  /** It is about the session's occupant, or about who may be in the room. */
  MEETS;

  static Concern of(TailEntry entry, LiveSession session) {
    if (entry.entry().origin().session().equals(session.id())) {
      return ASKED;
    }
    RoomEvent event = entry.event();
    if (event instanceof RoomEvent.Posted) {
      return NONE;
    }
    String id = session.identity().id();
    boolean meets =
        isAboutSelf(event, id)
            || isPrivyTo(entry, id)
            || event instanceof RoomEvent.AccessChanged
            || (event instanceof RoomEvent.MembershipChanged changed
                && changed.identity().equals(id))
            || (event instanceof RoomEvent.Banned banned
                && banned.ban().meets(id, session.address()));
    return meets ? MEETS : NONE;
  }

  /** Returns whether an event says who an identity is in the room. */
  static boolean isAboutSelf(RoomEvent event, String id) {
    Occupant subject = subject(event);
    return subject != null && subject.id().equals(id);
  }

  /** Returns whether it is a message to or from an identity alone. */
  static boolean isPrivyTo(TailEntry entry, String id) {
    return entry.event() instanceof RoomEvent.Whispered whispered
        && !entry.isDeleted()
        && (whispered.recipient().id().equals(id) || whispered.message().author().equals(id));
  }

  /** Returns whether another session of an identity has just got it a nickname. */
  static boolean sharesNickname(RoomEvent event, String id) {
    return event instanceof RoomEvent.Joined joined && joined.occupant().id().equals(id);
  }

  /** Returns who the event's occupant is after it. */
  static @Nullable Occupant occupantAfter(RoomEvent event, @Nullable Occupant before) {
    if (event instanceof RoomEvent.Left) {
      return null;
    }
    Occupant subject = subject(event);
    return subject == null ? before : subject;
  }

  private static @Nullable Occupant subject(RoomEvent event) {
    if (event instanceof RoomEvent.Joined joined) {
      return joined.occupant();
    } else if (event instanceof RoomEvent.Renamed renamed) {
      return renamed.occupant();
    } else if (event instanceof RoomEvent.Left left) {
      return left.occupant();
    } else if (event instanceof RoomEvent.RoleChanged changed) {
      return changed.occupant();
    } else if (event instanceof RoomEvent.Attached attached) {
      return attached.occupant();
    } else {
      return event instanceof RoomEvent.Kicked kicked ? kicked.occupant() : null;
    }
  }

  /** Returns why a session that meets an event ends; nothing when it does not. */
  static @Nullable CloseReason ends(RoomEvent event, LiveSession session, LiveRoom room) {
    String id = session.identity().id();
    if (event instanceof RoomEvent.Kicked kicked && kicked.occupant().id().equals(id)) {
      return CloseReason.KICKED;
    }
    if (event instanceof RoomEvent.Banned banned) {
      boolean meets = banned.ban().meets(id, session.address());
      return meets && banned.ban().isInForce(event.time()) ? CloseReason.BANNED : null;
    }
    boolean doorMoved =
        event instanceof RoomEvent.AccessChanged
            || event instanceof RoomEvent.MembershipChanged
            || (event instanceof RoomEvent.RoleChanged changed
                && changed.occupant().id().equals(id));
    return doorMoved && room.door().isForOthersThan(session.identity())
        ? CloseReason.MEMBERS_ONLY
        : null;
  }
}
