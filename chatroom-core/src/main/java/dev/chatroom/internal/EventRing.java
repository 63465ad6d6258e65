package dev.chatroom.internal;

import dev.chatroom.RoomOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of a log, bounded in number, in bytes and in age.
 *
 * <p>One thread at a time appends (the backplane sees to that); any thread reads, without a lock: a
 * slot is read after {@code head} was, and an entry says its own offset, so a reader that was
 * overtaken finds another offset, or nothing, and knows that what it wanted is gone.
 */
final class EventRing {

  private static final int INITIAL_SLOTS = 16;

  private static final Duration LONGEST = Duration.ofMillis(Long.MAX_VALUE);

  private final RoomOptions.Log bounds;
  private final long maxAgeMillis;
  private final Consumer<TailEntry> beforeEviction;
  private volatile AtomicReferenceArray<@Nullable TailEntry> slots =
      new AtomicReferenceArray<>(INITIAL_SLOTS);
  private volatile long head;
  private volatile long first;
  private volatile long bytes;
  private volatile long bytesEver;

  /**
   * Makes an empty ring.
   *
   * @param head the offset after which it begins
   * @param bounds how much it keeps
   * @param beforeEviction is told each event just before it is dropped
   */
  EventRing(long head, RoomOptions.Log bounds, Consumer<TailEntry> beforeEviction) {
    this.head = head;
    this.first = head + 1;
    this.bounds = bounds;
    Duration age = bounds.age();
    this.maxAgeMillis = age.compareTo(LONGEST) < 0 ? age.toMillis() : Long.MAX_VALUE;
    this.beforeEviction = beforeEviction;
  }

  /** Returns the offset of the last event. */
  long head() {
    return head;
  }

  /** Returns the offset of the oldest event that is kept; one after the head when there is none. */
  long first() {
    return first;
  }

  /** Returns what the events that are kept weigh. */
  long bytes() {
    return bytes;
  }

  /** Returns what all events weighed that ever were in it. */
  long bytesEver() {
    return bytesEver;
  }

  /** Returns whether an event is older than the ring keeps any. */
  boolean isTooOld(TailEntry entry, Instant now) {
    return now.toEpochMilli() - entry.time().toEpochMilli() > maxAgeMillis;
  }

  /** Returns the event at an offset, or nothing when it is no longer, or not yet, here. */
  @Nullable TailEntry get(long offset) {
    if (offset > head) {
      return null;
    }
    AtomicReferenceArray<@Nullable TailEntry> array = slots;
    TailEntry entry = array.get(slot(offset, array));
    return entry != null && entry.offset() == offset ? entry : null;
  }

  void append(TailEntry entry) {
    long offset = entry.offset();
    if (offset != head + 1) {
      throw new IllegalArgumentException("offset: " + offset + " (expected: " + (head + 1) + ")");
    }
    while (first < offset && mustGo(first, entry)) {
      evictFirst();
    }
    if (offset - first >= slots.length()) {
      grow();
    }
    entry.stands(bytesEver);
    slots.set(slot(offset, slots), entry);
    long more = bytes + entry.weight();
    bytes = more;
    bytesEver = entry.bytesThrough();
    head = offset;
  }

  private boolean mustGo(long oldest, TailEntry comes) {
    TailEntry entry = slots.get(slot(oldest, slots));
    return comes.offset() - oldest >= bounds.events()
        || bytes + comes.weight() > bounds.bytes()
        || (entry != null && isTooOld(entry, comes.time()));
  }

  private void evictFirst() {
    long evicted = first;
    int slot = slot(evicted, slots);
    TailEntry entry = slots.get(slot);
    if (entry != null) {
      beforeEviction.accept(entry);
      long left = bytes - entry.weight();
      bytes = left;
    }
    slots.set(slot, null);
    first = evicted + 1;
  }

  private void grow() {
    AtomicReferenceArray<@Nullable TailEntry> larger =
        new AtomicReferenceArray<>(slots.length() * 2);
    for (long offset = first; offset <= head; offset++) {
      larger.set(slot(offset, larger), slots.get(slot(offset, slots)));
    }
    slots = larger;
  }

  private static int slot(long offset, AtomicReferenceArray<?> array) {
    return (int) (offset & (array.length() - 1));
  }
}
