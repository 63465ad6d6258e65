package dev.chatroom.internal;

import dev.chatroom.RoomEvent;
import dev.chatroom.spi.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one turn of a lane gives its cursors to read: the log up to the place of the roster.
 *
 * <p>Cursors at the same place get the same batch. Belongs to the lane's thread.
 */
final class Turn {

  /** How much a cursor is given before it is asked again whether it takes more. */
  private static final long MAX_BATCH_BYTES = 64 * 1024;

  private final LocalLog log;
  private final Roster roster;
  private @Nullable Batch last;

  Turn(LocalLog log) {
    this.log = log;
    this.roster = log.roster();
  }

  LocalLog log() {
    return log;
  }

  Roster roster() {
    return roster;
  }

  /** The offset up to which there is something to read. */
  long target() {
    return roster.offset();
  }

  /** Returns the next events after an offset; nothing when they are no longer here. */
  @Nullable Batch batch(long offset, Presence presence) {
    Batch known = last;
    if (known != null && known.after() == offset && known.presence() == presence) {
      return known;
    }
    List<TailEntry> entries = log.after(offset, target(), MAX_BATCH_BYTES);
    if (entries == null) {
      return null;
    }
    List<Frame> frames = entries.stream().filter(presence::shows).map(TailEntry::frame).toList();
    boolean changesPresence =
        entries.stream().anyMatch(each -> !(each.entry().event() instanceof RoomEvent.Posted));
    last = new Batch(offset, presence, entries, frames, changesPresence);
    return last;
  }

  /**
   * Some events in a row.
   *
   * @param after the offset before the first of them
   * @param presence for whom
   * @param entries the events
   * @param frames of those events that this kind of client is shown
   * @param changesPresence whether there is more than messages in it
   */
  record Batch(
      long after,
      Presence presence,
      List<TailEntry> entries,
      List<Frame> frames,
      boolean changesPresence) {

    long end() {
      return after + entries.size();
    }
  }
}
