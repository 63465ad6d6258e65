package dev.chatroom.testkit.simulation;

import dev.chatroom.Position;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.RoomLog;
import dev.chatroom.spi.Signal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stands between a node and the backplane, and notes how far the node has been told each log. */
final class NodeTap implements Backplane {

  private final Backplane backplane;
  private final Truth truth;
  private final Turns turns;
  private final Breaches breaches;
  private final Map<RoomName, Tap> taps = new HashMap<>();

  NodeTap(Backplane backplane, Truth truth, Turns turns, Breaches breaches) {
    this.backplane = backplane;
    this.truth = truth;
    this.turns = turns;
    this.breaches = breaches;
  }

  /** Returns how far the node has been told a room; nothing when it does not know the room. */
  @Nullable Tap tap(RoomName room) {
    return taps.get(room);
  }

  /** Returns the log of a room that is there now; nothing where there is none. */
  @Nullable RoomTruth now(RoomName room) {
    return truth.now(room);
  }

  /** Returns the log of an epoch; nothing where there was none. */
  @Nullable RoomTruth log(String epoch) {
    return truth.of(epoch);
  }

  /** Returns a number that grows from task to task. */
  long tick() {
    return turns.tick();
  }

  @Override
  public RoomLog open(RoomName room, RoomOptions options, LogTail tail) {
    Tap tap = new Tap(tail);
    taps.put(room, tap);
    return backplane.open(room, options, tap);
  }

  /** The backplane is the world's. */
  @Override
  public void close() {}

  /** How far the node has been told one log. */
  final class Tap implements LogTail {

    private final LogTail tail;
    private @Nullable RoomTruth room;
    private long openedAt;
    private long start;
    private long told;
    private long toldBefore;
    private long tick = -1;

    Tap(LogTail tail) {
      this.tail = tail;
    }

    /** Returns which log the node is told. */
    RoomTruth room() {
      RoomTruth opened = room;
      if (opened == null) {
        throw new IllegalStateException("the log is not open yet");
      }
      return opened;
    }

    /** Returns the offset of the last event that the node was told. */
    long told() {
      return told;
    }

    /** The same, before the task that is running, or the step where none is. */
    long toldBefore() {
      return tick == turns.tick() ? toldBefore : told;
    }

    /** Returns where the log stood when the node began to be told. */
    long openedAt() {
      return openedAt;
    }

    /** Returns the offset after which the node was told, with what the log still had then. */
    long start() {
      return start;
    }

    @Override
    public void opened(LogSnapshot snapshot) {
      Position head = snapshot.head();
      RoomTruth opened = truth.of(head.epoch());
      if (opened == null || head.offset() > opened.head()) {
        breaches.add(OneOrder.LAW, "a node is told a log at " + head + ", which is not " + opened);
        return;
      }
      room = opened;
      told = head.offset();
      openedAt = told;
      start = told - snapshot.recent().size();
      toldBefore = told;
      breaches.expect(
          snapshot.state().occupants().stream()
              .map(each -> each.nickname().text())
              .toList()
              .equals(opened.nicknamesAfter(opened.changesThrough(told))),
          OneOrder.LAW,
          () -> "the log of " + opened.name() + " was opened with " + snapshot);
      tail.opened(snapshot);
    }

    @Override
    public void appended(LogEntry entry) {
      Position position = entry.event().position();
      RoomTruth opened = room();
      breaches.expect(
          position.equals(new Position(opened.epoch(), told + 1))
              && entry.equals(opened.at(told + 1)),
          OneOrder.LAW,
          () -> "after " + told + " of " + opened + " a node is told " + entry.event());
      if (tick != turns.tick()) {
        tick = turns.tick();
        toldBefore = told;
      }
      told++;
      tail.appended(entry);
    }

    @Override
    public void readable() {
      tail.readable();
    }

    @Override
    public void signalled(Signal signal) {
      tail.signalled(signal);
    }
  }
}
