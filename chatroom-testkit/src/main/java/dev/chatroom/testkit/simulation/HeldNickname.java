package dev.chatroom.testkit.simulation;

import dev.chatroom.LeaveReason;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.LogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Law 4, with a grace: who lost a connection has not left before the grace is over. */
final class HeldNickname implements Law {

  private final Duration grace;
  private final Breaches breaches;
  private final List<SimulatedConnection> connections = new ArrayList<>();

  HeldNickname(Duration grace, Breaches breaches) {
    this.grace = grace;
    this.breaches = breaches;
  }

  @Override
  public Watch watch(SimulatedConnection connection) {
    connections.add(connection);
    return Watch.NOTHING;
  }

  @Override
  public void appended(RoomTruth room, LogEntry entry) {
    if (entry.event() instanceof RoomEvent.Left left
        && left.reason() == LeaveReason.DISCONNECTED
        && !grace.isZero()) {
      for (SimulatedConnection each : connections) {
        if (each.sessionId().equals(entry.origin().session())) {
          Instant lost = each.lostAt();
          breaches.expect(
              lost == null || !left.time().isBefore(lost.plus(grace)),
              OneLeft.LAW,
              () -> left + " comes before the grace is over that began at " + lost);
        }
      }
    }
  }
}
