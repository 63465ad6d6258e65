package dev.chatroom.internal;

import dev.chatroom.RoomEvent;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one turn of a lane gives its cursors to read: the log up to one place, the list of who is
 * here, and what passed meanwhile.
 *
 * <p>Cursors at the same place get the same batch. A lane has one, which begins anew each time;
 * belongs to the lane's thread.
 */
final class Turn {

  /** How much a cursor is given before it is asked again whether it takes more. */
  private static final long MAX_BATCH_BYTES = 64 * 1024;

  private LocalLog log;
  private long target;
  private @Nullable Roster given;
  private @Nullable Roster exact;
  private List<Passing> signals = List.of();
  private @Nullable Batch last;

  /** Makes a turn that has not begun. */
  Turn(LocalLog log) {
    this.log = log;
  }

  /**
   * Begins anew.
   *
   * @param newLog what there is to read
   * @param newTarget up to which offset
   * @param newGiven the list that all may have, of the target or from before
   * @param newExact the list at the target, where somebody needs it
   * @param passed what passed since the last turn
   */
  void begin(
      LocalLog newLog,
      long newTarget,
      @Nullable Roster newGiven,
      @Nullable Roster newExact,
      List<Signal> passed) {
    log = newLog;
    target = newTarget;
    given = newGiven;
    exact = newExact;
    signals =
        passed.isEmpty()
            ? List.of()
            : passed.stream().map(each -> new Passing(each, Documented.signal(each))).toList();
    last = null;
  }

  /** Lets go of what it gave, which the log may drop before there is another turn. */
  void end() {
    given = null;
    exact = null;
    signals = List.of();
    last = null;
  }

  LocalLog log() {
    return log;
  }

  /** The offset up to which there is something to read. */
  long target() {
    return target;
  }

  /** The list that clients which have read to the target may have. */
  @Nullable Roster given() {
    return given;
  }

  /** The list at the target, for those who need it. */
  @Nullable Roster exact() {
    return exact;
  }

  /** What passed, for those who keep up. */
  List<Passing> signals() {
    return signals;
  }

  /** Returns the next events after an offset; nothing when they are no longer here. */
  @Nullable Batch batch(long offset, Presence presence) {
    Batch known = last;
    if (known != null && known.after() == offset && known.presence() == presence) {
      return known;
    }
    List<TailEntry> entries = log.after(offset, target, MAX_BATCH_BYTES);
    if (entries == null) {
      return null;
    }
    List<Frame> frames = entries.stream().filter(presence::shows).map(TailEntry::frame).toList();
    boolean onlyPosts = entries.stream().allMatch(each -> each.event() instanceof RoomEvent.Posted);
    last = new Batch(offset, presence, entries, frames, onlyPosts);
    return last;
  }

  /**
   * A signal with the frame that all get.
   *
   * @param signal what
   * @param frame as clients get it
   */
  record Passing(Signal signal, Frame frame) {}

  /**
   * Some events in a row.
   *
   * @param after the offset before the first of them
   * @param presence for whom
   * @param entries the events
   * @param frames of those events that this kind of client is shown
   * @param onlyPosts whether there is nothing but messages to all in it
   */
  record Batch(
      long after,
      Presence presence,
      List<TailEntry> entries,
      List<Frame> frames,
      boolean onlyPosts) {

    long end() {
      return after + entries.size();
    }
  }
}
