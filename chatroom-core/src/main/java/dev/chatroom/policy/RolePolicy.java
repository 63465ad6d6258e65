package dev.chatroom.policy;

import dev.chatroom.Identity;
import dev.chatroom.Role;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomName;

/**
 * Gives somebody who joins a room their first role in it.
 *
 * <pre>{@code
 * RolePolicy staffModerates = (identity, room, access) ->
 *     "staff".equals(identity.attributes().get("group"))
 *         ? Role.MODERATOR
 *         : RolePolicy.standard().role(identity, room, access);
 * }</pre>
 *
 * <p>Called by any thread, at each claim, with no lock held; must not block. What it throws refuses
 * the claim with {@code internal_error} and is logged at ERROR.
 */
@FunctionalInterface
public interface RolePolicy {

  /**
   * Decides about one who joins.
   *
   * @param identity who
   * @param room where
   * @param access who may come in and speak there
   * @return what they are
   */
  Role role(Identity identity, RoomName room, RoomAccess access);

  /**
   * Makes everybody a visitor in a moderated room, else a participant (XEP-0045 §5.1.2, Table 3).
   *
   * @return the policy
   */
  static RolePolicy standard() {
    return (identity, room, access) -> access.moderated() ? Role.VISITOR : Role.PARTICIPANT;
  }
}
