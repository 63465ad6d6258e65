package dev.chatroom;

import org.jspecify.annotations.Nullable;

/**
 * Who may come into a room and who may speak in it (XEP-0045 §4.2).
 *
 * @param moderated whether visitors have no voice
 * @param membersOnly whether only members may come in
 * @param password what those who come in have to know; nothing when absent
 */
public record RoomAccess(boolean moderated, boolean membersOnly, @Nullable RoomPassword password) {

  /** Everybody may come in and speak. */
  public static final RoomAccess OPEN = new RoomAccess(false, false, null);

  /**
   * Returns the same access, moderated or not.
   *
   * @param value whether visitors have no voice
   * @return the changed access
   */
  public RoomAccess moderated(boolean value) {
    return new RoomAccess(value, membersOnly, password);
  }

  /**
   * Returns the same access, for members only or not.
   *
   * @param value whether only members may come in
   * @return the changed access
   */
  public RoomAccess membersOnly(boolean value) {
    return new RoomAccess(moderated, value, password);
  }

  /**
   * Returns the same access with another password.
   *
   * @param value the password; none when absent
   * @return the changed access
   */
  public RoomAccess password(@Nullable RoomPassword value) {
    return new RoomAccess(moderated, membersOnly, value);
  }
}
