package dev.chatroom.internal;

import dev.chatroom.Occupant;
import dev.chatroom.RoomEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who is here: the fold over the presence events of a log. Not safe for concurrent use. */
final class Occupants {

  private final Map<String, Occupant> byId = new LinkedHashMap<>();
  private final Map<String, Occupant> byKey = new HashMap<>();

  Occupants() {}

  Occupants(List<Occupant> present) {
    present.forEach(this::put);
  }

  /** Applies one event; returns whether it changed who is here. */
  boolean apply(RoomEvent event) {
    if (event instanceof RoomEvent.Joined joined) {
      put(joined.occupant());
    } else if (event instanceof RoomEvent.Renamed renamed) {
      byKey.remove(renamed.previous().key());
      put(renamed.occupant());
    } else if (event instanceof RoomEvent.Left left) {
      byId.remove(left.occupant().id());
      byKey.remove(left.occupant().nickname().key());
    } else {
      return false;
    }
    return true;
  }

  @Nullable Occupant byId(String id) {
    return byId.get(id);
  }

  @Nullable Occupant byKey(String key) {
    return byKey.get(key);
  }

  /** A rename keeps its place, since a linked map keeps the place of a key that it has. */
  List<Occupant> inOrderOfJoining() {
    return List.copyOf(byId.values());
  }

  private void put(Occupant occupant) {
    byId.put(occupant.id(), occupant);
    byKey.put(occupant.nickname().key(), occupant);
  }
}
