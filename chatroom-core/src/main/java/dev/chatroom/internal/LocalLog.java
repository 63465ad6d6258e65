package dev.chatroom.internal;

import dev.chatroom.Occupant;
import dev.chatroom.Position;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomOptions;
import dev.chatroom.Subject;
import dev.chatroom.policy.PresencePolicy;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.RoomState;
import dev.chatroom.spi.RoomState.Seat;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** This node's part of a room's log in one epoch, and the state that it folds to. */
final class LocalLog {

  private final Clock clock;
  private final Metrics metrics;
  private final String epoch;
  private final boolean opened;
  private final long openedAt;
  private final EventRing ring;
  private final RoomView view;

  /** No log has this epoch that a backplane opened. */
  private static final String UNOPENED = "0";

  LocalLog(
      LogSnapshot snapshot,
      RoomOptions options,
      PresencePolicy presence,
      Clock clock,
      Metrics metrics) {
    this.opened = !snapshot.head().epoch().equals(UNOPENED);
    this.clock = clock;
    this.metrics = metrics;
    this.epoch = snapshot.head().epoch();
    this.openedAt = snapshot.head().offset();
    List<TailEntry> recent =
        snapshot.recent().stream().map(each -> new TailEntry(each, metrics)).toList();
    this.view = new RoomView(snapshot, recent, options.history(), presence, clock);
    long start = snapshot.head().offset() - snapshot.recent().size();
    this.ring = new EventRing(start, options.log(), this::beforeEviction);
    recent.forEach(ring::append);
  }

  /** Stands for a log that the backplane has not opened yet: a room in which nothing happened. */
  static LocalLog unopened(
      RoomOptions options, PresencePolicy presence, Clock clock, Metrics metrics) {
    RoomState nothing = RoomState.initial(options.access());
    LogSnapshot snapshot = new LogSnapshot(new Position(UNOPENED, 0), nothing, List.of());
    return new LocalLog(snapshot, options, presence, clock, metrics);
  }

  /** Returns where the log stood when it was opened. */
  long openedAt() {
    return openedAt;
  }

  boolean isOpened() {
    return opened;
  }

  /** Returns what to tell who read this log and now reads another; nothing where this was none. */
  @Nullable String reasonToReset(LocalLog next) {
    if (!opened) {
      return null;
    }
    return epoch.equals(next.epoch) ? Documented.LAGGED : Documented.EPOCH_CHANGED;
  }

  private void beforeEviction(TailEntry entry) {
    view.readThrough(entry.offset(), ring);
  }

  /** The text goes before others can read that it went: who reads that looks for it no more. */
  void append(LogEntry entry) {
    if (entry.event() instanceof RoomEvent.Deleted deleted) {
      TailEntry target = ring.get(deleted.target().offset());
      if (target != null) {
        target.delete();
      }
    }
    ring.append(new TailEntry(entry, metrics));
  }

  /** Returns how far this node has read, and how many are here by then. */
  Place place() {
    return view.place(ring);
  }

  Roster roster() {
    return view.roster(ring);
  }

  Welcome welcome() {
    return view.welcome(ring);
  }

  /** Asks about the room as this node has read it. */
  <T> T ask(RoomView.Question<T> question) {
    return view.ask(ring, question);
  }

  /** Returns where an identity sits in the room, as this node has read it. */
  @Nullable Seat seat(String id) {
    return view.seat(ring, id);
  }

  /** Returns what the room is about, as this node has read it. */
  @Nullable Subject subject() {
    return view.subject(ring);
  }

  /** Returns who has a nickname, as this node has read it. */
  @Nullable Occupant occupantByKey(String key) {
    return view.occupantByKey(ring, key);
  }

  String epoch() {
    return epoch;
  }

  Position head() {
    return new Position(epoch, ring.head());
  }

  /** Returns the offset of the oldest event that is kept. */
  long first() {
    return ring.first();
  }

  /** Returns the offset of the newest event. */
  long last() {
    return ring.head();
  }

  int size() {
    return (int) (ring.head() + 1 - ring.first());
  }

  long bytes() {
    return ring.bytes();
  }

  long bytesEver() {
    return ring.bytesEver();
  }

  /** Returns how much there is to read for somebody who has read up to an offset. */
  long bytesAfter(long offset) {
    TailEntry next = ring.get(Math.max(offset + 1, ring.first()));
    return next == null ? 0 : ring.bytesEver() - (next.bytesThrough() - next.weight());
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
    TailEntry next = ring.get(position.offset() + 1);
    boolean isTooOld = next != null && ring.isTooOld(next, clock.instant());
    return isTooOld || position.offset() + 1 < ring.first() ? Documented.LAGGED : null;
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
