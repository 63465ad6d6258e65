package dev.chatroom.testkit.simulation;

import dev.chatroom.RoomEvent;
import dev.chatroom.spi.LogEntry;

/** Law 5: who says something is here, under the nickname that it says. */
final class StampedSender implements Law {

  static final String LAW = "law 5 (the room stamps the sender)";

  private final Breaches breaches;

  StampedSender(Breaches breaches) {
    this.breaches = breaches;
  }

  @Override
  public void appended(RoomTruth room, LogEntry entry) {
    if (entry.event() instanceof RoomEvent.Posted posted) {
      breaches.expect(
          posted.message().sender().text().equals(room.present().get(posted.message().author())),
          LAW,
          () -> "at " + posted.position() + " the sender of " + posted.message() + " is not here");
    }
  }
}
