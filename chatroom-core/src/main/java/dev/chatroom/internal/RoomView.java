package dev.chatroom.internal;

import dev.chatroom.RoomEvent;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.LogSnapshot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a room as this node has read it: who is here, and what was said last.
 *
 * <p>It is a cursor too. It reads the ring when somebody asks for the state, under its own monitor,
 * so that commands, which append to the ring, do not wait for anybody who reads. Only when the ring
 * is about to drop an event that the view has not read does the appending thread make it read.
 *
 * <p>All fields that are not final are written by whoever holds the monitor; {@code offset} alone
 * is read without it.
 */
final class RoomView {

  private final HistoryBounds historyBounds;
  private final Occupants occupants;
  private final Deque<TailEntry> history = new ArrayDeque<>();
  private long historyBytes;
  private @Nullable Welcome welcome;
  private long presenceVersion;
  private volatile long offset;
  private Roster roster;

  /** Makes a view that shares the snapshot's recent entries, and so their frames, with a ring. */
  RoomView(LogSnapshot snapshot, List<TailEntry> recent, HistoryBounds historyBounds) {
    this.historyBounds = historyBounds;
    this.occupants = new Occupants(snapshot.occupants());
    this.offset = snapshot.head().offset();
    this.presenceVersion = offset;
    this.roster = new Roster(offset, snapshot.occupants());
    recent.forEach(this::remember);
  }

  /** Reads to the head of the ring and returns who is here. */
  synchronized Roster roster(EventRing ring) {
    readThrough(ring.head(), ring);
    if (roster.version() != presenceVersion) {
      roster = new Roster(presenceVersion, occupants.inOrderOfJoining());
    }
    roster = roster.movedTo(offset);
    return roster;
  }

  /** Reads to the head of the ring and returns all that a newcomer gets. */
  synchronized Welcome welcome(EventRing ring) {
    Roster now = roster(ring);
    Welcome before = welcome;
    if (before != null && before.roster().offset() == now.offset()) {
      return before;
    }
    List<TailEntry> messages = List.copyOf(history);
    List<Frame> frames = messages.stream().map(TailEntry::frame).toList();
    welcome = new Welcome(now, messages, Documented.history(frames));
    return welcome;
  }

  /** Reads through an offset that the ring is about to drop. */
  void readThrough(long target, EventRing ring) {
    if (offset < target) {
      read(target, ring);
    }
  }

  private synchronized void read(long target, EventRing ring) {
    for (long next = offset + 1; next <= target; next++) {
      TailEntry entry = ring.get(next);
      if (entry == null) {
        throw new IllegalStateException("offset " + next + " was dropped before it was read");
      }
      if (occupants.apply(entry.entry().event())) {
        presenceVersion = next;
      }
      remember(entry);
      offset = next;
    }
  }

  private void remember(TailEntry entry) {
    if (!(entry.entry().event() instanceof RoomEvent.Posted)) {
      return;
    }
    history.add(entry);
    historyBytes += entry.weight();
    while (history.size() > historyBounds.maxMessages()
        || historyBytes > historyBounds.maxBytes()) {
      historyBytes -= history.remove().weight();
    }
  }
}
