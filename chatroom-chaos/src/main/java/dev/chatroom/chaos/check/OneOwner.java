package dev.chatroom.chaos.check;

import dev.chatroom.chaos.record.Diary;
import dev.chatroom.chaos.record.Entry;
import dev.chatroom.chaos.record.Epoch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Law 3: at every position a nickname's comparison key has at most one occupant. */
final class OneOwner {

  static final String LAW = "law 3 (one owner)";

  private OneOwner() {}

  /** In no list a name stands twice. */
  static boolean isOfOneEach(List<String> list, Diary.Connection to, Breaches breaches) {
    boolean holds = new HashSet<>(list).size() == list.size();
    breaches.expect(holds, LAW, () -> "one stands twice in " + list + ", to " + to);
    return holds;
  }

  static void check(String room, Epoch epoch, Breaches breaches) {
    Map<String, String> owners = new HashMap<>();
    Map<String, String> keys = new HashMap<>();
    for (Entry entry : epoch.entries()) {
      if (!entry.isChange()) {
        continue;
      }
      String before = keys.remove(entry.occupant());
      if (before != null) {
        owners.remove(before, entry.occupant());
      }
      if (!entry.type().equals("left")) {
        keys.put(entry.occupant(), entry.nicknameKey());
        String owner = owners.put(entry.nicknameKey(), entry.occupant());
        breaches.expect(
            owner == null, LAW, () -> owner + " has the nickname of " + entry + ", in " + room);
      }
    }
  }
}
