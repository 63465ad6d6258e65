package dev.chatroom.testkit;

import dev.chatroom.RoomEvent;
import dev.chatroom.RoomName;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.LogTail;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has really happened in all rooms: a reader at the backplane itself, that shows each event to
 * the laws.
 */
final class Truth {

  private final Map<RoomName, RoomTruth> rooms = new LinkedHashMap<>();
  private final List<? extends Law> laws;
  private final Breaches breaches;

  Truth(List<? extends Law> laws, Breaches breaches) {
    this.laws = laws;
    this.breaches = breaches;
  }

  /** Follows a room from before its first event on. */
  void follow(RoomName name, Backplane backplane) {
    RoomTruth room = new RoomTruth(name);
    rooms.put(name, room);
    backplane.open(name, new Reader(room));
  }

  RoomTruth room(RoomName name) {
    RoomTruth room = rooms.get(name);
    if (room == null) {
      throw new IllegalArgumentException("room: " + name + " (expected: one of " + rooms + ")");
    }
    return room;
  }

  Collection<RoomTruth> rooms() {
    return rooms.values();
  }

  private final class Reader implements LogTail {

    private final RoomTruth room;

    Reader(RoomTruth room) {
      this.room = room;
    }

    @Override
    public void opened(LogSnapshot snapshot) {
      breaches.expect(
          snapshot.head().offset() == 0 && room.head() == 0,
          OneOrder.LAW,
          () -> "the log of " + room.name() + " was opened at " + snapshot.head());
    }

    @Override
    public void appended(LogEntry entry) {
      RoomEvent event = entry.event();
      if (event.position().offset() != room.head() + 1) {
        breaches.add(OneOrder.LAW, "after " + room.head() + " the backplane tells " + event);
        return;
      }
      room.append(entry);
      laws.forEach(law -> law.appended(room, entry));
    }

    @Override
    public void readable() {}
  }
}
