package dev.chatroom.internal;

import dev.chatroom.Position;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** This node's part of a room's log in one epoch, and the state that it folds to. */
final class LocalLog {

  private final String epoch;
  private final EventRing ring;
  private final RoomView view;

  LocalLog(LogSnapshot snapshot, LogBounds bounds, HistoryBounds historyBounds) {
    this.epoch = snapshot.head().epoch();
    List<TailEntry> recent = snapshot.recent().stream().map(TailEntry::new).toList();
    this.view = new RoomView(snapshot, recent, historyBounds);
    long start = snapshot.head().offset() - snapshot.recent().size();
    this.ring = new EventRing(start, bounds, this::beforeEviction);
    recent.forEach(ring::append);
  }

  private void beforeEviction(long offset) {
    view.readThrough(offset, ring);
  }

  void append(LogEntry entry) {
    ring.append(new TailEntry(entry));
  }

  Roster roster() {
    return view.roster(ring);
  }

  Welcome welcome() {
    return view.welcome(ring);
  }

  String epoch() {
    return epoch;
  }

  /** Returns the offset of the oldest event that is kept. */
  long first() {
    return ring.first();
  }

  @Nullable TailEntry get(long offset) {
    return ring.get(offset);
  }

  /** Returns why a reader who has read up to a position cannot go on from there, or nothing. */
  @Nullable String refusesToResumeAt(Position position) {
    if (!position.epoch().equals(epoch)) {
      return Documented.EPOCH_CHANGED;
    }
    if (position.offset() > ring.head()) {
      return Documented.UNKNOWN_POSITION;
    }
    return position.offset() + 1 < ring.first() ? Documented.LAGGED : null;
  }

  /**
   * Returns the events after an offset, as far as they weigh no more than {@code maxBytes}, but at
   * least one.
   *
   * @return the events; nothing when the first of them is no longer here
   */
  @Nullable List<TailEntry> after(long offset, long target, long maxBytes) {
    List<TailEntry> entries = new ArrayList<>();
    long bytes = 0;
    for (long next = offset + 1; next <= target && bytes < maxBytes; next++) {
      TailEntry entry = ring.get(next);
      if (entry == null) {
        return null;
      }
      bytes += entry.weight();
      entries.add(entry);
    }
    return entries;
  }
}
