package dev.chatroom.internal;

import dev.chatroom.Occupant;
import dev.chatroom.spi.Frame;
import java.util.List;

/**
 * Who is here, at one place of the log.
 *
 * @param offset the place
 * @param version the place of the last change; the list is the same wherever the version is
 * @param occupants in order of joining
 * @param nicknames the list as clients get it
 */
record Roster(long offset, long version, List<Occupant> occupants, Frame nicknames) {

  Roster(long version, List<Occupant> occupants) {
    this(version, version, occupants, Documented.nicknames(occupants));
  }

  Roster movedTo(long newOffset) {
    return newOffset == offset ? this : new Roster(newOffset, version, occupants, nicknames);
  }
}
