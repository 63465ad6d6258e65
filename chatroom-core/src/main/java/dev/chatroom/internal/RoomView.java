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
 * <p>All fields that are not final belong to whoever holds the monitor.
 */
final class RoomView {

  private final HistoryBounds historyBounds;
  private final Occupants occupants;
  private final Deque<TailEntry> history = new ArrayDeque<>();
  private long historyBytes;
  private @Nullable Welcome welcome;
  private long presenceVersion;
  private long offset;
  private Roster roster;

  RoomView(LogSnapshot snapshot, HistoryBounds historyBounds) {
    this(snapshot, snapshot.recent().stream().map(TailEntry::new).toList(), historyBounds);
  }

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
  synchronized void readThrough(long target, EventRing ring) {
    while (offset < target) {
      TailEntry entry = ring.get(offset + 1);
      if (entry == null) {
        throw new IllegalStateException(
            "offset " + (offset + 1) + " was dropped before it was read");
      }
      offset++;
      RoomEvent event = entry.entry().event();
      if (occupants.apply(event)) {
        presenceVersion = offset;
      }
      remember(entry);
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
