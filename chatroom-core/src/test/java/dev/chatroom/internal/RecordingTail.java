package dev.chatroom.internal;

import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.Signal;
import java.util.ArrayList;
import java.util.List;

/** Follows a log and keeps all of it; safe for use by any thread. */
final class RecordingTail implements LogTail {

  private final List<LogSnapshot> snapshots = new ArrayList<>();
  private final List<LogEntry> entries = new ArrayList<>();
  private int wakings;

  @Override
  public synchronized void opened(LogSnapshot snapshot) {
    snapshots.add(snapshot);
  }

  @Override
  public synchronized void appended(LogEntry entry) {
    entries.add(entry);
  }

  @Override
  public synchronized void readable() {
    wakings++;
  }

  /** The one snapshot that it was given. */
  synchronized LogSnapshot snapshot() {
    if (snapshots.size() != 1) {
      throw new AssertionError("opened " + snapshots.size() + " times");
    }
    return snapshots.get(0);
  }

  synchronized List<LogEntry> entries() {
    return List.copyOf(entries);
  }

  synchronized int wakings() {
    return wakings;
  }

  List<Long> offsets() {
    return entries().stream().map(each -> each.event().position().offset()).toList();
  }

  @Override
  public void signalled(Signal signal) {}
}
