package dev.chatroom.internal;

import dev.chatroom.RoomEvent;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.Frames;
import dev.chatroom.spi.Signal;
import java.util.ArrayList;
import java.util.BitSet;
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

  /** How many batches are remembered: more than a client takes in one turn. */
  private static final int REMEMBERED = 8;

  private final List<Batch> batches = new ArrayList<>(REMEMBERED);
  private LocalLog log;
  private long target;
  private @Nullable Roster given;
  private @Nullable Roster exact;
  private List<Passing> signals = List.of();

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
    signals = passed.isEmpty() ? List.of() : passed.stream().map(Passing::of).toList();
  }

  /** Lets go of what it gave, which the log may drop before there is another turn. */
  void end() {
    given = null;
    exact = null;
    signals = List.of();
    batches.clear();
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
    for (int i = 0; i < batches.size(); i++) {
      Batch known = batches.get(i);
      if (known.presence() == presence && known.after() == offset) {
        return known;
      }
    }
    List<TailEntry> entries = log.after(offset, target, MAX_BATCH_BYTES);
    if (entries == null) {
      return null;
    }
    if (batches.size() == REMEMBERED) {
      batches.remove(0);
    }
    Batch batch = Batch.of(entries, presence, log.bytesAfter(offset));
    batches.add(batch);
    return batch;
  }

  /**
   * A signal with the frame that all get.
   *
   * @param signal what
   * @param frames as clients get it, the same for all
   */
  record Passing(Signal signal, Frames frames) {

    static Passing of(Signal signal) {
      return new Passing(signal, new Frames(List.of(Documented.signal(signal))));
    }
  }

  /**
   * Some events in a row.
   *
   * @param presence which kind of client gets them so
   * @param entries the events
   * @param bytesBehind how much there is to read, in it and after it
   * @param shown which of them that kind is shown
   * @param frames of those
   * @param onlyPosts whether there is nothing but messages to all in it
   */
  record Batch(
      Presence presence,
      List<TailEntry> entries,
      long bytesBehind,
      BitSet shown,
      Frames frames,
      boolean onlyPosts) {

    static Batch of(List<TailEntry> entries, Presence presence, long bytesBehind) {
      BitSet shown = new BitSet(entries.size());
      List<Frame> frames = new ArrayList<>(entries.size());
      boolean onlyPosts = true;
      for (int i = 0; i < entries.size(); i++) {
        TailEntry each = entries.get(i);
        if (presence.shows(each)) {
          shown.set(i);
          frames.add(each.frame());
        }
        onlyPosts &= each.event() instanceof RoomEvent.Posted;
      }
      return new Batch(presence, entries, bytesBehind, shown, new Frames(frames), onlyPosts);
    }

    /** The offset before the first of them. */
    long after() {
      return entries.get(0).offset() - 1;
    }

    /** The offset of the last of them. */
    long end() {
      return after() + entries.size();
    }
  }
}
