package dev.chatroom.chaos.check;

import dev.chatroom.chaos.record.Entry;
import dev.chatroom.chaos.record.Epoch;
import java.util.HashMap;
import java.util.Map;

/** Law 5: the room stamps the sender. Law 10: what is said under a key is said once. */
final class Messages {

  static final String STAMPED = "law 5 (the room stamps the sender)";
  static final String ONCE = "law 10 (accepted is kept), once";

  private Messages() {}

  /**
   * Checks a log.
   *
   * @param speakers by text: the identity of who said it
   */
  static void check(String room, Epoch epoch, Map<String, String> speakers, Breaches breaches) {
    Map<String, String> nicknames = new HashMap<>();
    Map<String, Entry> said = new HashMap<>();
    for (Entry entry : epoch.entries()) {
      if (entry.isChange()) {
        nicknames.put(entry.occupant(), entry.type().equals("left") ? "" : entry.nickname());
      } else if (entry.isPosted()) {
        String nickname = nicknames.getOrDefault(entry.author(), "");
        breaches.expect(
            nickname.equals(entry.sender()) && !nickname.isEmpty(),
            STAMPED,
            () -> entry + " is by \"" + nickname + "\", in " + room);
        String speaker = speakers.getOrDefault(entry.text(), "nobody");
        breaches.expect(
            speaker.equals(entry.author()) || speaker.isEmpty(),
            STAMPED,
            () -> entry + " was said by " + speaker + ", in " + room);
        Entry before = said.put(entry.text(), entry);
        breaches.expect(
            before == null, ONCE, () -> entry + " was said before: " + before + ", in " + room);
      }
    }
  }
}
