package dev.chatroom.internal;

import dev.chatroom.Position;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomLog;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The log of one room in memory.
 *
 * <p>All fields that are not final belong to whoever holds the lock. What is done under it takes
 * the same time whatever the number of sessions; tails are told under it, so that they are told in
 * order, and woken after it.
 */
final class InMemoryLog {

  private final Clock clock;
  private final String epoch;
  private final LogBounds bounds;
  private final ReentrantLock lock = new ReentrantLock();
  private final Occupants occupants = new Occupants();
  private final Deque<LogEntry> recent = new ArrayDeque<>();
  private final List<LogTail> tails = new CopyOnWriteArrayList<>();
  private long recentBytes;
  private long head;
  private volatile boolean closed;

  InMemoryLog(Clock clock, String epoch, LogBounds bounds) {
    this.clock = clock;
    this.epoch = epoch;
    this.bounds = bounds;
  }

  RoomLog follow(LogTail tail) {
    lock.lock();
    try {
      List<LogEntry> kept = List.copyOf(recent);
      tail.opened(new LogSnapshot(headPosition(), occupants.inOrderOfJoining(), kept));
      tails.add(tail);
    } finally {
      lock.unlock();
    }
    return new Follower(tail);
  }

  /** Takes no more commands. */
  void close() {
    closed = true;
  }

  private AppendResult append(Command command, Origin origin) {
    Position last;
    lock.lock();
    try {
      Verdict verdict = Verdict.on(command, occupants);
      if (verdict instanceof Verdict.Deny deny) {
        return new AppendResult.Rejected(deny.reason());
      }
      List<Verdict.Draft> drafts = ((Verdict.Allow) verdict).drafts();
      if (drafts.isEmpty()) {
        return new AppendResult.Appended(headPosition());
      }
      last = new Position(epoch, head + drafts.size());
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      for (Verdict.Draft draft : drafts) {
        head++;
        keep(new LogEntry(draft.at(headPosition(), now), origin, last));
      }
    } finally {
      lock.unlock();
    }
    tails.forEach(LogTail::readable);
    return new AppendResult.Appended(last);
  }

  private void keep(LogEntry entry) {
    RoomEvent event = entry.event();
    occupants.apply(event);
    recent.add(entry);
    recentBytes += EventWeight.bytes(event);
    while (recent.size() > bounds.maxEvents()
        || (recentBytes > bounds.maxBytes() && recent.size() > 1)) {
      recentBytes -= EventWeight.bytes(recent.remove().event());
    }
    for (LogTail tail : tails) {
      tail.appended(entry);
    }
  }

  private Position headPosition() {
    return new Position(epoch, head);
  }

  private final class Follower implements RoomLog {

    private final LogTail tail;

    Follower(LogTail tail) {
      this.tail = tail;
    }

    @Override
    public CompletionStage<AppendResult> append(Command command, Origin origin) {
      return closed
          ? CompletableFuture.failedFuture(new IllegalStateException("the backplane is closed"))
          : CompletableFuture.completedFuture(InMemoryLog.this.append(command, origin));
    }

    @Override
    public void close() {
      tails.remove(tail);
    }
  }
}
