package dev.chatroom.testkit.simulation;

import dev.chatroom.RoomName;
import dev.chatroom.spi.LogEntry;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;

/** What the user of a simulation wants to hold, looked at like a law, but while nothing is held. */
final class Checked implements Law {

  private final String title;
  private final Invariant invariant;
  private final Breaches breaches;
  private final Queue<Seen> unseen = new ArrayDeque<>();

  Checked(int number, Invariant invariant, Breaches breaches) {
    this.title = "check " + number;
    this.invariant = invariant;
    this.breaches = breaches;
  }

  @Override
  public void appended(RoomTruth room, LogEntry entry) {
    unseen.add(new Seen(room.name(), entry));
  }

  @Override
  public void afterStep() {
    try {
      for (Seen each = unseen.poll(); each != null; each = unseen.poll()) {
        invariant.holdsAt(each.room(), each.entry().event());
      }
      invariant.holdsAfterStep();
    } catch (RuntimeException | Error broken) {
      breaches.add(title, String.valueOf(broken.getMessage()));
    }
  }

  @Override
  public void settled(Collection<SimulatedConnection> live) {
    afterStep();
  }

  @Override
  public void deserted(Collection<RoomTruth> rooms) {
    afterStep();
  }

  private record Seen(RoomName room, LogEntry entry) {}
}
