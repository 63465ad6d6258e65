package dev.chatroom.chaos.check;

import dev.chatroom.chaos.record.Diary;
import dev.chatroom.chaos.record.Note;

/**
 * Law 2, for who is here: each list is what was so at some position, never an older one than
 * before, and the last one is what is so; who is told by changes gets each once, without a gap,
 * from the list on.
 */
final class Presence {

  private final RoomStory room;
  private final Breaches breaches;

  Presence(RoomStory room, Breaches breaches) {
    this.room = room;
    this.breaches = breaches;
  }

  void check(Diary.Connection connection) {
    if (!connection.diary().isDelta()) {
      new Lists(connection, room, breaches).check();
      return;
    }
    Changes changes = new Changes(connection, room, breaches);
    for (Note note : connection.notes()) {
      if (note instanceof Note.Came came) {
        changes.came(came.event());
      } else if (note instanceof Note.Settled) {
        changes.settled();
      }
    }
  }
}
