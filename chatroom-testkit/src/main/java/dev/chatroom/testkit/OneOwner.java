package dev.chatroom.testkit;

import dev.chatroom.Nickname;
import dev.chatroom.Occupant;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.LogEntry;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Law 3: at every position a nickname's comparison key has at most one occupant. */
final class OneOwner implements Law {

  static final String LAW = "law 3 (one owner)";

  private final Breaches breaches;
  private final Map<RoomTruth, Map<String, String>> owners = new HashMap<>();

  OneOwner(Breaches breaches) {
    this.breaches = breaches;
  }

  @Override
  public void appended(RoomTruth room, LogEntry entry) {
    Map<String, String> here = owners.computeIfAbsent(room, each -> new HashMap<>());
    RoomEvent event = entry.event();
    if (event instanceof RoomEvent.Joined joined) {
      own(here, joined.occupant(), event);
    } else if (event instanceof RoomEvent.Renamed renamed) {
      disown(here, renamed.occupant().id(), renamed.previous(), event);
      own(here, renamed.occupant(), event);
    } else if (event instanceof RoomEvent.Left left) {
      disown(here, left.occupant().id(), left.occupant().nickname(), event);
    }
  }

  private void own(Map<String, String> here, Occupant occupant, RoomEvent event) {
    @Nullable String owner = here.put(occupant.nickname().key(), occupant.id());
    breaches.expect(owner == null, LAW, () -> owner + " has the nickname of " + event);
  }

  private void disown(Map<String, String> here, String id, Nickname nickname, RoomEvent event) {
    breaches.expect(
        here.remove(nickname.key(), id),
        LAW,
        () -> "the nickname was not the occupant's at " + event);
  }
}
