package dev.chatroom.testkit.backplane;

import dev.chatroom.Position;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All that the tail of one node was told, and what was wrong with how.
 *
 * <p>{@code inside} counts who is just telling, without a lock, since the lock would hide that two
 * are; all else is guarded by this.
 */
final class TailRecord implements LogTail {

  private static final int SHOWN_ENTRIES = 40;

  private final AtomicInteger inside = new AtomicInteger();
  private final List<LogSnapshot> snapshots = new ArrayList<>();

  /** Since the last snapshot. */
  private final List<LogEntry> entries = new ArrayList<>();

  /** Of all epochs. */
  private final List<LogEntry> allEntries = new ArrayList<>();

  private final List<Signal> signals = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private boolean unread;

  @Override
  public void opened(LogSnapshot snapshot) {
    alone(
        () -> {
          snapshots.add(snapshot);
          entries.clear();
          List<LogEntry> recent = snapshot.recent();
          long next = snapshot.head().offset() + 1 - recent.size();
          for (LogEntry each : recent) {
            isNext(new Position(snapshot.head().epoch(), next), each);
            next++;
          }
        });
  }

  @Override
  public void appended(LogEntry entry) {
    alone(
        () -> {
          if (snapshots.isEmpty()) {
            faults.add("told " + entry.event().position() + " before it was opened");
          } else {
            Position head = head();
            isNext(new Position(head.epoch(), head.offset() + 1), entry);
          }
          entries.add(entry);
          allEntries.add(entry);
          unread = true;
        });
  }

  private void isNext(Position expected, LogEntry entry) {
    Position position = entry.event().position();
    if (!position.equals(expected)) {
      faults.add("told " + position + " where " + expected + " was next");
    }
    Position end = entry.commandEnd();
    if (!end.epoch().equals(position.epoch()) || end.offset() < position.offset()) {
      faults.add("told that the command of " + position + " ends at " + end);
    }
  }

  /** The two above come one at a time. */
  private void alone(Runnable telling) {
    boolean first = inside.incrementAndGet() == 1;
    synchronized (this) {
      if (!first) {
        faults.add("told two things at a time");
      }
      telling.run();
    }
    inside.decrementAndGet();
  }

  @Override
  public synchronized void readable() {
    unread = false;
  }

  @Override
  public synchronized void signalled(Signal signal) {
    signals.add(signal);
  }

  synchronized boolean isOpened() {
    return !snapshots.isEmpty();
  }

  /** Returns how far it was told; offset 0 of no log before it was opened. */
  synchronized Position head() {
    if (snapshots.isEmpty()) {
      return new Position("none", 0);
    }
    return entries.isEmpty()
        ? snapshots.get(snapshots.size() - 1).head()
        : entries.get(entries.size() - 1).event().position();
  }

  /** Returns whether all that it was told was said to be there to be read. */
  synchronized boolean isRead() {
    return !unread;
  }

  synchronized List<LogSnapshot> snapshots() {
    return List.copyOf(snapshots);
  }

  synchronized List<LogEntry> entries() {
    return List.copyOf(entries);
  }

  synchronized List<LogEntry> allEntries() {
    return List.copyOf(allEntries);
  }

  synchronized List<Signal> signals() {
    return List.copyOf(signals);
  }

  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  /** The last of it; of more nobody would read. */
  @Override
  public synchronized String toString() {
    StringBuilder text = new StringBuilder();
    text.append("opened at ").append(snapshots.stream().map(LogSnapshot::head).toList());
    int skipped = Math.max(0, allEntries.size() - SHOWN_ENTRIES);
    if (skipped > 0) {
      text.append("\n    … ").append(skipped).append(" more");
    }
    for (LogEntry each : allEntries.subList(skipped, allEntries.size())) {
      text.append("\n    ").append(Facts.brief(each));
    }
    faults.forEach(each -> text.append("\n    FAULT ").append(each));
    return text.toString();
  }
}
