package dev.chatroom;

/**
 * What somebody may do in a room, as long as they are in it (XEP-0045 §5.1).
 *
 * <p>A {@link dev.chatroom.policy.RolePolicy} gives the first one, a moderator changes it; what
 * each may do is for {@link dev.chatroom.policy.PermissionPolicy} to say.
 */
public enum Role {
  /** Reads along; has no voice in a moderated room. */
  VISITOR,
  /** Has a voice. */
  PARTICIPANT,
  /** Keeps order. */
  MODERATOR
}
