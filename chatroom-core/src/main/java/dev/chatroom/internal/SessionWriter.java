package dev.chatroom.internal;

import dev.chatroom.CloseReason;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.Frames;
import dev.chatroom.spi.Outbound;
import java.util.List;

/**
 * Writes to the client of one session, and knows which list of who is here that was given last. On
 * the lane.
 */
final class SessionWriter {

  private static final long NO_ROSTER = -1;

  private final Outbound outbound;
  private final Presence presence;
  private final int maxListed;
  private long rosterSeen = NO_ROSTER;
  private boolean listSeen;
  private boolean wrote;

  SessionWriter(Outbound outbound, Presence presence, int maxListed) {
    this.outbound = outbound;
    this.presence = presence;
    this.maxListed = maxListed;
  }

  boolean isWritable() {
    return outbound.isWritable();
  }

  /** Returns whether it has the list that it needs to begin, if it needs one. */
  boolean isListed() {
    return presence == Presence.NONE
        || (rosterSeen != NO_ROSTER && (presence == Presence.LIST || listSeen));
  }

  /** Returns whether it is to be given a list of so many, whatever the window says. */
  boolean needsList(int occupants) {
    return !isListed() && (rosterSeen == NO_ROSTER || occupants <= maxListed) && isWritable();
  }

  /** Sends the list that the turn has for it, if there is one. */
  void sendList(Turn turn) {
    Roster exact = turn.exact();
    Roster given = turn.given();
    if (exact != null && !isListed() && (rosterSeen == NO_ROSTER || exact.isListed())) {
      send(exact);
    } else if (given != null && presence == Presence.LIST && rosterSeen < given.version()) {
      send(given);
    }
  }

  void send(Roster roster) {
    rosterSeen = roster.version();
    listSeen = roster.isListed();
    send(roster.frames());
  }

  void send(Frames frames) {
    if (!frames.isEmpty()) {
      outbound.send(frames);
      wrote = true;
    }
  }

  void send(Frame frame) {
    send(new Frames(List.of(frame)));
  }

  /** An answer was given, which the transport writes by itself. */
  void answered() {
    wrote = true;
  }

  /** Flushes what was written, if something was. */
  void flush() {
    if (wrote) {
      outbound.flush();
      wrote = false;
    }
  }

  void close(CloseReason reason) {
    outbound.close(reason);
  }
}
