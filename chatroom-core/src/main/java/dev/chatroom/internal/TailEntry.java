package dev.chatroom.internal;

import dev.chatroom.spi.Frame;
import dev.chatroom.spi.LogEntry;
import org.jspecify.annotations.Nullable;

/** An event in this node's part of the log, with the frame that all sessions share. */
final class TailEntry {

  private final LogEntry entry;
  private final int weight;

  // Made at the first use, under this entry's monitor: a frame is encoded once, so there is one.
  private volatile @Nullable Frame frame;

  TailEntry(LogEntry entry) {
    this.entry = entry;
    this.weight = EventWeight.bytes(entry.event());
  }

  LogEntry entry() {
    return entry;
  }

  long offset() {
    return entry.event().position().offset();
  }

  /** Returns what it counts for against a bound in bytes. */
  int weight() {
    return weight;
  }

  Frame frame() {
    Frame made = frame;
    if (made != null) {
      return made;
    }
    synchronized (this) {
      made = frame;
      if (made == null) {
        made = Documented.frame(entry.event());
        frame = made;
      }
      return made;
    }
  }
}
