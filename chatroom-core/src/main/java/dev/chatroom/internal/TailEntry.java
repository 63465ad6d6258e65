package dev.chatroom.internal;

import dev.chatroom.RoomEvent;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.LogEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event in a log, with the frame that all sessions share. */
final class TailEntry {

  private final int weight;
  private final Metrics metrics;

  // Replaced by who appends to the log, when a message is deleted.
  private volatile LogEntry entry;
  private volatile boolean deleted;

  // Made at the first use, under this entry's monitor: a frame is encoded once, so there is one.
  private volatile @Nullable Frame frame;

  // Set when it is put into a ring, before others see it.
  private long bytesThrough;

  /** Makes an entry whose frame nobody asks for. */
  TailEntry(LogEntry entry) {
    this(entry, Metrics.NONE);
  }

  TailEntry(LogEntry entry, Metrics metrics) {
    this.entry = entry;
    this.metrics = metrics;
    this.weight = EventWeight.bytes(entry.event());
    this.deleted = isWithoutText(entry.event());
  }

  /** Nobody can say nothing: a message without a text is one that was deleted. */
  private static boolean isWithoutText(RoomEvent event) {
    return (event instanceof RoomEvent.Posted posted && posted.message().text().isEmpty())
        || (event instanceof RoomEvent.Whispered whispered && whispered.message().text().isEmpty());
  }

  LogEntry entry() {
    return entry;
  }

  RoomEvent event() {
    return entry.event();
  }

  long offset() {
    return event().position().offset();
  }

  Instant time() {
    return event().time();
  }

  /** Returns what it counts for against a bound in bytes. */
  int weight() {
    return weight;
  }

  /** Returns what all events of the ring up to this one have counted for, since the ring began. */
  long bytesThrough() {
    return bytesThrough;
  }

  void stands(long bytesBefore) {
    bytesThrough = bytesBefore + weight;
  }

  boolean isDeleted() {
    return deleted;
  }

  /** Takes the text away; returns whether there was a message. */
  boolean delete() {
    LogEntry before = entry;
    RoomEvent without;
    if (before.event() instanceof RoomEvent.Posted posted) {
      without = new RoomEvent.Posted(posted.message().withoutText());
    } else if (before.event() instanceof RoomEvent.Whispered whispered) {
      without = new RoomEvent.Whispered(whispered.message().withoutText(), whispered.recipient());
    } else {
      return false;
    }
    deleted = true;
    entry = new LogEntry(without, before.origin(), before.commandEnd(), before.key());
    synchronized (this) {
      frame = null;
    }
    return true;
  }

  Frame frame() {
    Frame made = frame;
    if (made != null) {
      return made;
    }
    synchronized (this) {
      made = frame;
      if (made == null) {
        made = Documented.frame(event(), metrics);
        frame = made;
      }
      return made;
    }
  }
}
