package dev.chatroom.internal;

import dev.chatroom.Identity;
import org.jspecify.annotations.Nullable;

/**
 * Who a session is, where it comes from, and what it wants to be told.
 *
 * @param identity who
 * @param token what makes it the same identity again; absent where there is no need of one
 * @param mayBeHere whether another session of the identity may be in the room already
 * @param address where from; empty when unknown
 * @param presence how it is told who is here
 * @param since the position that it has read up to, as it says
 */
record SessionFacts(
    Identity identity,
    @Nullable String token,
    boolean mayBeHere,
    String address,
    Presence presence,
    @Nullable String since) {

  /** Of a session without a client. */
  static SessionFacts inside(Identity identity, boolean mayBeHere) {
    return new SessionFacts(identity, null, mayBeHere, "", Presence.NONE, null);
  }
}
