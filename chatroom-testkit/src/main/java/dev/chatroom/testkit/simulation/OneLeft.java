package dev.chatroom.testkit.simulation;

import dev.chatroom.LeaveReason;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.LogEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Law 4: every {@code Joined} has exactly one {@code Left}. */
final class OneLeft implements Law {

  static final String LAW = "law 4 (every Joined has one Left)";

  private final Breaches breaches;
  private final Map<RoomTruth, Set<String>> joined = new HashMap<>();

  OneLeft(Breaches breaches) {
    this.breaches = breaches;
  }

  @Override
  public void appended(RoomTruth room, LogEntry entry) {
    if (entry.event() instanceof RoomEvent.Left left
        && (left.reason() == LeaveReason.DISCONNECTED || left.reason() == LeaveReason.SHUTDOWN)) {
      breaches.expect(
          room.seatBefore().equals(Set.of(entry.origin().session())),
          LAW,
          () -> left + " though not the last session is gone: " + room.seatBefore());
    }
    Set<String> here = joined.computeIfAbsent(room, each -> new HashSet<>());
    RoomEvent event = entry.event();
    if (event instanceof RoomEvent.Joined came) {
      breaches.expect(
          here.add(came.occupant().id()), LAW, () -> "who was here has come again: " + event);
    } else if (event instanceof RoomEvent.Left left) {
      breaches.expect(
          here.remove(left.occupant().id()), LAW, () -> "who was not here has left: " + event);
    }
  }

  @Override
  public void settled(Collection<SimulatedConnection> live) {
    Map<RoomTruth, Set<String>> connected = new HashMap<>();
    for (SimulatedConnection each : live) {
      connected.computeIfAbsent(each.room(), room -> new HashSet<>()).add(each.identity());
    }
    joined.forEach(
        (room, here) ->
            breaches.expect(
                room.isLost() || connected.getOrDefault(room, Set.of()).containsAll(here),
                LAW,
                () -> "somebody is in " + room.name() + " without a session: " + room.present()));
  }

  @Override
  public void deserted(Collection<RoomTruth> rooms) {
    joined.forEach(
        (room, here) ->
            breaches.expect(
                room.isLost() || here.isEmpty(),
                LAW,
                () -> "all sessions of " + room.name() + " have ended; here is " + room.present()));
  }
}
