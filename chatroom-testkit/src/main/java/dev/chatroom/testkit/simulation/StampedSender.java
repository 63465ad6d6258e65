package dev.chatroom.testkit.simulation;

import dev.chatroom.ChatMessage;
import dev.chatroom.Occupant;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.LogEntry;
import java.util.HashMap;
import java.util.Map;

/** Law 5: who says something is here, under the nickname that it says. */
final class StampedSender implements Law {

  static final String LAW = "law 5 (the room stamps the sender)";

  private final Breaches breaches;
  private final Map<String, String> identities = new HashMap<>();

  StampedSender(Breaches breaches) {
    this.breaches = breaches;
  }

  @Override
  public void appended(RoomTruth room, LogEntry entry) {
    if (entry.event() instanceof RoomEvent.Posted posted) {
      expectHere(posted.message(), room, entry);
    } else if (entry.event() instanceof RoomEvent.Whispered whispered) {
      expectHere(whispered.message(), room, entry);
      expectHere(whispered.recipient(), room);
    }
  }

  private void expectHere(ChatMessage message, RoomTruth room, LogEntry entry) {
    String identity = identities.getOrDefault(entry.origin().session(), message.author());
    breaches.expect(
        message.author().equals(identity)
            && message.sender().text().equals(room.present().get(identity)),
        LAW,
        () -> "at " + message.position() + " the sender of " + message + " is not here");
  }

  private void expectHere(Occupant recipient, RoomTruth room) {
    breaches.expect(
        recipient.nickname().text().equals(room.present().get(recipient.id())),
        LAW,
        () -> "something is said to " + recipient + ", who is not here");
  }

  @Override
  public Watch watch(SimulatedConnection connection) {
    return new Watch() {
      @Override
      public void sent(Sent command) {
        identities.put(connection.sessionId(), connection.identity());
      }
    };
  }
}
