package dev.chatroom.internal;

import dev.chatroom.Occupant;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomOptions;
import dev.chatroom.Subject;
import dev.chatroom.policy.PresencePolicy;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.LogSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a room as this node has read it: what it is, and what was said last.
 *
 * <p>It is a cursor too. It reads the ring when somebody asks for the state, under its own monitor,
 * so that commands, which append to the ring, do not wait for anybody who reads. Only when the ring
 * is about to drop an event that the view has not read does the appending thread make it read.
 *
 * <p>All fields that are not final are written by whoever holds the monitor; {@code offset} alone
 * is read without it.
 */
final class RoomView {

  private final RoomOptions.History bounds;
  private final int maxListed;
  private final Clock clock;
  private final RoomFold room;
  private final Deque<TailEntry> history = new ArrayDeque<>(0);
  private long historyBytes;
  private @Nullable Welcome welcome;
  private @Nullable Roster roster;
  private long version;
  private volatile long offset;

  /** Makes a view that shares the snapshot's recent entries, and so their frames, with a ring. */
  RoomView(
      LogSnapshot snapshot,
      List<TailEntry> recent,
      RoomOptions.History bounds,
      PresencePolicy presence,
      Clock clock) {
    this.bounds = bounds;
    this.maxListed = presence.maxListed();
    this.clock = clock;
    this.room = new RoomFold(snapshot.state());
    this.offset = snapshot.head().offset();
    this.version = offset;
    recent.forEach(this::remember);
  }

  /** A question about the room, asked while it does not change. */
  @FunctionalInterface
  interface Question<T> {
    T of(RoomFold room);
  }

  /** Reads to the head of the ring and asks. */
  synchronized <T> T ask(EventRing ring, Question<T> question) {
    readThrough(ring.head(), ring);
    return question.of(room);
  }

  /** Reads to the head of the ring and returns who an identity is. */
  synchronized @Nullable Occupant occupant(EventRing ring, String id) {
    readThrough(ring.head(), ring);
    return room.byId(id);
  }

  /** Reads to the head of the ring and returns what the room is about. */
  synchronized @Nullable Subject subject(EventRing ring) {
    readThrough(ring.head(), ring);
    return room.subject();
  }

  /** Reads to the head of the ring and returns who has a nickname. */
  synchronized @Nullable Occupant occupantByKey(EventRing ring, String key) {
    readThrough(ring.head(), ring);
    return room.byKey(key);
  }

  /** Reads to the head of the ring and returns where that is. */
  synchronized Place place(EventRing ring) {
    readThrough(ring.head(), ring);
    return new Place(offset, version, room.size());
  }

  /** Reads to the head of the ring and returns who is here. */
  synchronized Roster roster(EventRing ring) {
    Place place = place(ring);
    Roster before = roster;
    Roster now =
        before != null && before.version() == version
            ? before.movedTo(offset)
            : Roster.of(place, room.inOrderOfJoining(), maxListed);
    roster = now;
    return now;
  }

  /** Reads to the head of the ring and returns all that a newcomer gets. */
  synchronized Welcome welcome(EventRing ring) {
    Roster now = roster(ring);
    boolean someAged = dropAged();
    Welcome before = welcome;
    if (before != null && !someAged && before.roster().offset() == now.offset()) {
      return before;
    }
    List<TailEntry> messages = List.copyOf(history);
    List<Frame> frames = messages.stream().map(TailEntry::frame).toList();
    Subject subject = room.subject();
    Welcome made =
        new Welcome(
            now,
            messages,
            Documented.history(frames),
            subject == null ? null : Documented.subject(subject));
    welcome = made;
    return made;
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
      if (room.apply(entry.entry())) {
        version = next;
      }
      if (entry.event() instanceof RoomEvent.Deleted deleted) {
        delete(deleted.target().offset());
      }
      remember(entry);
      offset = next;
    }
  }

  private void remember(TailEntry entry) {
    if (!(entry.event() instanceof RoomEvent.Posted) || entry.isDeleted()) {
      return;
    }
    history.add(entry);
    historyBytes += entry.weight();
    while (history.size() > bounds.messages() || historyBytes > bounds.bytes()) {
      historyBytes -= history.remove().weight();
    }
  }

  private boolean dropAged() {
    Instant now = clock.instant();
    boolean some = false;
    for (TailEntry oldest = history.peek();
        oldest != null && Duration.between(oldest.time(), now).compareTo(bounds.age()) > 0;
        oldest = history.peek()) {
      historyBytes -= history.remove().weight();
      some = true;
    }
    return some;
  }

  /** Deletes a message that the ring may have dropped already. */
  private void delete(long target) {
    history.stream().filter(each -> each.offset() == target).forEach(TailEntry::delete);
    if (history.removeIf(TailEntry::isDeleted)) {
      historyBytes = history.stream().mapToLong(TailEntry::weight).sum();
    }
  }
}
