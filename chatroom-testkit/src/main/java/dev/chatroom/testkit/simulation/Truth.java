package dev.chatroom.testkit.simulation;

import dev.chatroom.RoomEvent;
import dev.chatroom.RoomName;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.Signal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has really happened in all rooms: a reader at the backplane itself, that shows each event to
 * the laws. A room that was forgotten, or whose log was lost, begins again with another log.
 */
final class Truth {

  private final Map<String, RoomTruth> byEpoch = new LinkedHashMap<>();
  private final Map<RoomName, RoomTruth> now = new HashMap<>();
  private final List<? extends Law> laws;
  private final Breaches breaches;

  Truth(List<? extends Law> laws, Breaches breaches) {
    this.laws = laws;
    this.breaches = breaches;
  }

  /** Returns what follows the log of a room, from before its first event on. */
  LogTail reader(RoomName name) {
    return new Reader(name);
  }

  /** Returns the log of a room that is there now; nothing before there is one. */
  @Nullable RoomTruth now(RoomName name) {
    return now.get(name);
  }

  /** Returns the log of an epoch; nothing where there was none. */
  @Nullable RoomTruth of(String epoch) {
    return byEpoch.get(epoch);
  }

  /** Returns all logs that there were. */
  Collection<RoomTruth> logs() {
    return byEpoch.values();
  }

  private final class Reader implements LogTail {

    private final RoomName name;
    private @Nullable RoomTruth room;

    Reader(RoomName name) {
      this.name = name;
    }

    @Override
    public void opened(LogSnapshot snapshot) {
      RoomTruth opened =
          byEpoch.computeIfAbsent(snapshot.head().epoch(), epoch -> new RoomTruth(name, epoch));
      room = opened;
      now.put(name, opened);
      breaches.expect(
          snapshot.head().offset() == opened.head() && opened.name().equals(name),
          OneOrder.LAW,
          () -> "after " + opened.head() + " the log of " + name + " opens at " + snapshot.head());
    }

    @Override
    public void appended(LogEntry entry) {
      RoomTruth here = room;
      RoomEvent event = entry.event();
      if (here == null || event.position().offset() != here.head() + 1) {
        breaches.add(OneOrder.LAW, "after " + here + " the backplane tells " + event);
        return;
      }
      here.append(entry);
      laws.forEach(law -> law.appended(here, entry));
    }

    @Override
    public void readable() {}

    @Override
    public void signalled(Signal signal) {}
  }
}
