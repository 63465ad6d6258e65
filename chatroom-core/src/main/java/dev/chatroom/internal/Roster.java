package dev.chatroom.internal;

import dev.chatroom.Occupant;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.Frames;
import java.util.List;

/**
 * Who is here, at one place of the log.
 *
 * @param offset the place
 * @param version the place of the last change; the list is the same wherever the version is
 * @param occupants in order of joining
 * @param isListed whether clients get the list; else they get its length
 * @param frames what they get, the same for all
 */
record Roster(
    long offset, long version, List<Occupant> occupants, boolean isListed, Frames frames) {

  static Roster of(Place place, List<Occupant> occupants, int maxListed) {
    boolean isListed = occupants.size() <= maxListed;
    Frame frame = isListed ? Documented.nicknames(occupants) : Documented.count(occupants.size());
    return new Roster(
        place.offset(), place.version(), occupants, isListed, new Frames(List.of(frame)));
  }

  Roster movedTo(long newOffset) {
    return newOffset == offset ? this : new Roster(newOffset, version, occupants, isListed, frames);
  }
}
