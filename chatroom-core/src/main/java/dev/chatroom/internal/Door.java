package dev.chatroom.internal;

import dev.chatroom.Identity;
import dev.chatroom.Role;
import dev.chatroom.RoomName;
import java.util.function.Supplier;

/**
 * Who may come into a room and stay in it, as this node has read it (XEP-0045 §7.2). Safe for use
 * by any thread.
 */
final class Door {

  private final RoomName room;
  private final Settings settings;
  private final Supplier<LocalLog> log;

  Door(RoomName room, Settings settings, Supplier<LocalLog> log) {
    this.room = room;
    this.settings = settings;
    this.log = log;
  }

  /** Returns whether an identity, or the address that it comes from, is banned. */
  boolean isClosedByBan(String identity, String address) {
    return log.get().ask(state -> state.isBanned(identity, address, settings.clock().instant()));
  }

  /** Returns whether only members may come in, and an identity is none and keeps no order here. */
  boolean isForOthersThan(Identity identity) {
    String id = identity.id();
    boolean isForMembers =
        log.get()
            .ask(
                state ->
                    state.access().membersOnly()
                        && !state.isMember(id)
                        && !Verdict.isAlwaysIn(state.byId(id)));
    return isForMembers && (log.get().seat(id) != null || !wouldKeepOrder(identity));
  }

  /** Returns whether an identity would join as somebody who is not shut out. */
  private boolean wouldKeepOrder(Identity identity) {
    Checked<Role> role = new Checks(settings, room, identity).role(log.get().ask(RoomFold::access));
    return role instanceof Checked.Passed<Role> as && as.value() == Role.MODERATOR;
  }
}
