package dev.chatroom.internal;

import dev.chatroom.LeaveReason;
import dev.chatroom.Position;
import dev.chatroom.Refusal;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomLog;
import dev.chatroom.spi.RoomState;
import dev.chatroom.spi.Signal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

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
  private final Runnable retired;
  private final ReentrantLock lock = new ReentrantLock();
  private final RoomFold room;
  private final EventRing recent;

  /** Where messages with a key stand, as long as they are kept. */
  private final Map<String, Position> keyed = new HashMap<>(0);

  private final List<Follower> followers = new CopyOnWriteArrayList<>();

  /** What events of the same millisecond share. */
  private Instant lastTime = Instant.EPOCH;

  private volatile boolean closed;

  InMemoryLog(Clock clock, String epoch, RoomOptions options, Runnable retired) {
    this.clock = clock;
    this.epoch = epoch;
    this.retired = retired;
    this.room = new RoomFold(RoomState.initial(options.access()));
    this.recent = new EventRing(0, options.log(), this::forgetKey);
  }

  RoomLog follow(LogTail tail) {
    Follower follower = new Follower(tail);
    lock.lock();
    try {
      tail.opened(new LogSnapshot(at(recent.head()), room.state(), kept()));
      followers.add(follower);
    } finally {
      lock.unlock();
    }
    return follower;
  }

  boolean isFollowed() {
    return !followers.isEmpty();
  }

  /** Takes no more commands. */
  void close() {
    closed = true;
  }

  private List<LogEntry> kept() {
    List<LogEntry> kept = new ArrayList<>();
    for (long offset = recent.first(); offset <= recent.head(); offset++) {
      TailEntry entry = recent.get(offset);
      if (entry != null) {
        kept.add(entry.entry());
      }
    }
    return kept;
  }

  /** Decides and appends; nothing when the log, or the follower, was closed before. */
  private @Nullable AppendResult append(Command command, Origin origin, Follower follower) {
    AppendResult result;
    boolean grew;
    lock.lock();
    try {
      if (closed || !followers.contains(follower)) {
        return null;
      }
      long before = recent.head();
      result = decide(command, origin, follower);
      grew = recent.head() > before;
    } finally {
      lock.unlock();
    }
    if (grew) {
      wakeReaders();
    }
    return result;
  }

  private AppendResult decide(Command command, Origin origin, Follower follower) {
    String key = key(command);
    Position said = key == null ? null : keyed.get(key);
    if (said != null) {
      return new AppendResult.Appended(said);
    }
    if (command instanceof Command.Delete delete && !mayBeMessage(delete.message())) {
      return new AppendResult.Rejected(Refusal.MESSAGE_UNKNOWN, null);
    }
    Instant now = now();
    Verdict verdict = Verdict.on(command, origin, room, now);
    if (verdict instanceof Verdict.Deny deny) {
      return new AppendResult.Rejected(deny.reason(), deny.retryAfter());
    }
    Position last = keep((Verdict.Allow) verdict, origin, key, now);
    follower.remember(command, origin);
    if (key != null) {
      keyed.put(key, last);
    }
    return new AppendResult.Appended(last);
  }

  /** In whole milliseconds; events of the same one share it. */
  private Instant now() {
    long millis = clock.millis();
    if (millis != lastTime.toEpochMilli()) {
      lastTime = Instant.ofEpochMilli(millis);
    }
    return lastTime;
  }

  private Position keep(Verdict.Allow verdict, Origin origin, @Nullable String key, Instant now) {
    if (verdict instanceof Verdict.Draft draft) {
      Position at = at(recent.head() + 1);
      keep(new LogEntry(draft.at(at, now), origin, at, key));
      return at;
    }
    Position last = at(recent.head() + verdict.drafts().size());
    for (Verdict.Draft draft : verdict.drafts()) {
      long offset = recent.head() + 1;
      boolean isLast = offset == last.offset();
      RoomEvent event = draft.at(isLast ? last : at(offset), now);
      keep(new LogEntry(event, origin, last, isLast ? key : null));
    }
    return last;
  }

  private void keep(LogEntry entry) {
    room.apply(entry);
    if (entry.event() instanceof RoomEvent.Deleted deleted) {
      TailEntry target = recent.get(deleted.target().offset());
      if (target != null) {
        target.delete();
      }
    }
    recent.append(new TailEntry(entry));
    for (Follower each : followers) {
      each.tail.appended(entry);
    }
  }

  /** Of what is no longer kept nobody knows; a history that goes back further may have it. */
  private boolean mayBeMessage(Position position) {
    long offset = position.offset();
    if (!position.epoch().equals(epoch) || offset < 1 || offset > recent.head()) {
      return false;
    }
    TailEntry entry = recent.get(offset);
    return entry == null
        || (!entry.isDeleted()
            && (entry.event() instanceof RoomEvent.Posted
                || entry.event() instanceof RoomEvent.Whispered));
  }

  private void forgetKey(TailEntry dropped) {
    String key = dropped.entry().key();
    if (key != null) {
      keyed.remove(key);
    }
  }

  private static @Nullable String key(Command command) {
    if (command instanceof Command.Post post && post.key() != null) {
      return key(post.occupant(), post.key());
    } else if (command instanceof Command.Whisper whisper && whisper.key() != null) {
      return key(whisper.occupant(), whisper.key());
    }
    return null;
  }

  /** Both may hold any character, so that none would part them. */
  private static String key(String occupant, String key) {
    return occupant.length() + " " + occupant + key;
  }

  private void wakeReaders() {
    followers.forEach(each -> each.tail.readable());
  }

  private Position at(long offset) {
    return new Position(epoch, offset);
  }

  private List<LogEntry> read(Position before, int maxEvents) {
    List<LogEntry> entries = new ArrayList<>();
    lock.lock();
    try {
      long end = Math.min(before.offset(), recent.head() + 1);
      long start = Math.max(recent.first(), end - maxEvents);
      for (long offset = start; offset < end && before.epoch().equals(epoch); offset++) {
        TailEntry entry = recent.get(offset);
        if (entry != null && !recent.isTooOld(entry, clock.instant())) {
          entries.add(entry.entry());
        }
      }
    } finally {
      lock.unlock();
    }
    return entries;
  }

  private final class Follower implements RoomLog {

    private final LogTail tail;

    /** The sessions of this node that may hold a nickname, with whose. Guarded by the lock. */
    private final Map<String, String> holders = new LinkedHashMap<>(0);

    Follower(LogTail tail) {
      this.tail = tail;
    }

    void remember(Command command, Origin origin) {
      if (command instanceof Command.Claim claim) {
        holders.put(origin.session(), claim.occupant());
      } else if (command instanceof Command.Post post && post.claimFirst() != null) {
        holders.put(origin.session(), post.occupant());
      } else if (command instanceof Command.Attach attach) {
        holders.put(origin.session(), attach.occupant());
      } else if (command instanceof Command.Detach) {
        holders.remove(origin.session());
      }
    }

    @Override
    public CompletionStage<AppendResult> append(Command command, Origin origin) {
      AppendResult result = InMemoryLog.this.append(command, origin, this);
      return result == null
          ? CompletableFuture.failedFuture(new IllegalStateException("the log is closed"))
          : CompletableFuture.completedFuture(result);
    }

    @Override
    public CompletionStage<List<LogEntry>> read(Position before, int maxEvents) {
      return CompletableFuture.completedFuture(InMemoryLog.this.read(before, maxEvents));
    }

    @Override
    public void signal(Signal signal) {
      followers.forEach(each -> each.tail.signalled(signal));
    }

    @Override
    public void close() {
      boolean grew;
      lock.lock();
      try {
        long before = recent.head();
        Instant now = now();
        holders.forEach((session, occupant) -> lose(session, occupant, now));
        holders.clear();
        grew = recent.head() > before;
      } finally {
        followers.remove(this);
        lock.unlock();
      }
      if (grew) {
        wakeReaders();
        tail.readable();
      }
    }

    private void lose(String session, String occupant, Instant now) {
      Origin origin = new Origin(session, 0);
      Command.Detach gone = new Command.Detach(occupant, LeaveReason.SHUTDOWN);
      if (Verdict.detach(gone, origin, room) instanceof Verdict.Allow allow) {
        keep(allow, origin, null, now);
      }
    }

    @Override
    public void retire() {
      close();
      retired.run();
    }
  }
}
