package dev.chatroom.testkit;

import dev.chatroom.RoomName;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.RoomLog;
import java.util.HashMap;
import java.util.Map;

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

  /** Returns the offset of the last event of a room that the node was told. */
  long told(RoomName room) {
    return tap(room).told;
  }

  /** The same, before the task that is running, or the step where none is. */
  long toldBefore(RoomName room) {
    Tap tap = tap(room);
    return tap.tick == turns.tick() ? tap.toldBefore : tap.told;
  }

  /** Returns a number that grows from task to task. */
  long tick() {
    return turns.tick();
  }

  /** Returns the offset after which the node was told of a room. */
  long start(RoomName room) {
    return tap(room).start;
  }

  private Tap tap(RoomName room) {
    Tap tap = taps.get(room);
    if (tap == null) {
      throw new IllegalArgumentException("room: " + room + " (expected: one that is open)");
    }
    return tap;
  }

  @Override
  public RoomLog open(RoomName room, LogTail tail) {
    Tap tap = new Tap(truth.room(room), tail);
    taps.put(room, tap);
    return backplane.open(room, tap);
  }

  /** The backplane is the world's. */
  @Override
  public void close() {}

  private final class Tap implements LogTail {

    private final RoomTruth room;
    private final LogTail tail;
    private long start;
    private long told;
    private long toldBefore;
    private long tick = -1;

    Tap(RoomTruth room, LogTail tail) {
      this.room = room;
      this.tail = tail;
    }

    @Override
    public void opened(LogSnapshot snapshot) {
      told = snapshot.head().offset();
      start = told - snapshot.recent().size();
      breaches.expect(
          told <= room.head()
              && snapshot.occupants().stream()
                  .map(each -> each.nickname().text())
                  .toList()
                  .equals(room.nicknamesAfter(room.changesThrough(told))),
          OneOrder.LAW,
          () -> "the log of " + room.name() + " was opened with " + snapshot);
      tail.opened(snapshot);
    }

    @Override
    public void appended(LogEntry entry) {
      breaches.expect(
          entry.event().position().offset() == told + 1 && entry.equals(room.at(told + 1)),
          OneOrder.LAW,
          () -> "after " + told + " a node is told " + entry.event());
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
  }
}
