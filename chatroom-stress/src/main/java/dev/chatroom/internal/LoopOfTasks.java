package dev.chatroom.internal;

import dev.chatroom.ChatMessage;
import dev.chatroom.Nickname;
import dev.chatroom.Position;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomOptions;
import dev.chatroom.policy.PresencePolicy;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/** An event loop that one actor runs at a time, and what there is for its lanes to read. */
final class LoopOfTasks implements Executor {

  private static final String EPOCH = "e1";
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  void runAll() {
    for (Runnable each = tasks.poll(); each != null; each = tasks.poll()) {
      each.run();
    }
  }

  String state() {
    return tasks.isEmpty() ? "idle" : "busy";
  }

  static RoomOptions.Log bounds(int maxEvents) {
    return new RoomOptions.Log(maxEvents, 1 << 20, Duration.ofDays(1));
  }

  /** Makes a log that keeps so many events, and all that was said. */
  static LocalLog emptyLog(int maxEvents) {
    RoomState nobody = RoomState.initial(RoomAccess.OPEN);
    return new LocalLog(
        new LogSnapshot(new Position(EPOCH, 0), nobody, List.of()),
        RoomOptions.defaults().withLog(bounds(maxEvents)),
        PresencePolicy.defaults(),
        Clock.fixed(NOON, ZoneOffset.UTC),
        Metrics.NONE);
  }

  static LogEntry said(long offset) {
    Position position = new Position(EPOCH, offset);
    Nickname tom = new Nickname("tom", "tom");
    RoomEvent event = new RoomEvent.Posted(new ChatMessage(position, NOON, tom, "hi"));
    return new LogEntry(event, new Origin("tom", offset), position);
  }

  /** A cursor that writes down which offsets it has read. */
  static final class Reader implements Cursor {

    private final StringBuilder read = new StringBuilder();
    private long offset;

    @Override
    public void feed(Turn turn) {
      List<TailEntry> entries = turn.log().after(offset, turn.target(), Long.MAX_VALUE);
      if (entries == null) {
        throw new IllegalStateException("lagged after " + offset);
      }
      for (TailEntry each : entries) {
        read.append(read.isEmpty() ? "" : " ").append(each.offset());
        offset = each.offset();
      }
    }

    @Override
    public boolean isListed() {
      return true;
    }

    @Override
    public boolean needsList(int occupants) {
      return false;
    }

    @Override
    public long bytesBehind(Turn turn) {
      return 0;
    }

    @Override
    public boolean ended() {
      return false;
    }

    @Override
    public void fail() {
      read.append(" failed");
    }

    @Override
    public String toString() {
      return read.toString();
    }
  }
}
