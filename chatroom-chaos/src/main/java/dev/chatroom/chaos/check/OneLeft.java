package dev.chatroom.chaos.check;

import dev.chatroom.chaos.record.Entry;
import dev.chatroom.chaos.record.Epoch;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Law 4: every {@code Joined} has exactly one {@code Left}; and so has every session that shares a
 * nickname.
 */
final class OneLeft {

  static final String LAW = "law 4 (every Joined has one Left)";

  private OneLeft() {}

  /**
   * Checks a log.
   *
   * @param isLast whether it is the one in which all have left in the end
   */
  static void check(String room, Epoch epoch, boolean isLast, Breaches breaches) {
    Map<String, Set<String>> sessions = new LinkedHashMap<>();
    for (Entry entry : epoch.entries()) {
      String who = entry.occupant();
      Set<String> of = sessions.get(who);
      String wrong =
          switch (entry.type()) {
            case "joined" -> of == null ? "" : "who was here has come again: ";
            case "left" -> of == null ? "who was not here has left: " : "";
            case "renamed" -> of == null ? "who is not here has a name: " : "";
            case "attached" ->
                of != null && !of.contains(entry.holder()) ? "" : "what was there is attached: ";
            case "detached" ->
                of != null && of.contains(entry.holder()) ? "" : "what was gone is detached: ";
            default -> "";
          };
      breaches.expect(wrong.isEmpty(), LAW, () -> wrong + entry + ", in " + room);
      switch (entry.type()) {
        case "joined" -> sessions.put(who, new HashSet<>(Set.of(entry.session())));
        case "left" -> sessions.remove(who);
        case "attached" ->
            sessions.computeIfAbsent(who, each -> new HashSet<>()).add(entry.holder());
        case "detached" ->
            sessions.computeIfAbsent(who, each -> new HashSet<>()).remove(entry.holder());
        default -> {
          // Is about nobody's being here.
        }
      }
    }
    breaches.expect(
        !isLast || sessions.isEmpty(),
        LAW,
        () -> "all sessions have ended, and here are " + sessions.keySet() + ", in " + room);
  }
}
