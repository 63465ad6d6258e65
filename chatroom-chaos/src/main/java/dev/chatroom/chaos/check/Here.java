package dev.chatroom.chaos.check;

import dev.chatroom.chaos.record.Diary;
import dev.chatroom.chaos.record.Entry;
import dev.chatroom.chaos.record.Epoch;
import dev.chatroom.chaos.record.Note;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Laws 3 and 4, when all is quiet: who is in the log is who is connected, under the nickname that
 * they believe to have.
 */
final class Here {

  private Here() {}

  static void check(Epoch epoch, long settledAt, List<Diary> diaries, Breaches breaches) {
    List<Entry> before =
        epoch.entries().stream().filter(each -> each.offset() <= settledAt).toList();
    Map<String, String> here =
        new HashMap<>(new EpochStory(new Epoch(epoch.name(), before, false)).present());
    for (Diary each : diaries) {
      String identity = "";
      List<Note> notes = new ArrayList<>(each.notes());
      for (Note note : notes) {
        if (note instanceof Note.Opened opened) {
          identity = opened.identity();
        } else if (note instanceof Note.Identified identified) {
          identity = identified.identity();
        } else if (note instanceof Note.Settled settled) {
          String has = here.remove(identity);
          String known = has == null ? "" : has;
          breaches.expect(
              known.equals(settled.nickname()),
              OneOwner.LAW,
              () -> each + " is \"" + known + "\", and believes to be " + settled);
        }
      }
    }
    breaches.expect(here.isEmpty(), OneLeft.LAW, () -> "nobody is connected who is here: " + here);
  }
}
