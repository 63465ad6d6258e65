package dev.chatroom.chaos.check;

import dev.chatroom.chaos.record.Diary;
import dev.chatroom.chaos.record.Note;
import dev.chatroom.chaos.record.Place;
import dev.chatroom.chaos.record.WireEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a connection is told of who is here that wants lists. */
final class Lists {

  private static final String LAW = GapFree.LAW;

  private final Diary.Connection connection;
  private final RoomStory room;
  private final Breaches breaches;

  /** The log that is read; nothing where nobody can tell. */
  private @Nullable EpochStory epoch;

  /** After how many of its changes the last list was so. */
  private int count;

  private List<String> last = List.of();

  Lists(Diary.Connection connection, RoomStory room, Breaches breaches) {
    this.connection = connection;
    this.room = room;
    this.breaches = breaches;
    this.epoch = epochOf(0);
  }

  void check() {
    List<Note> notes = connection.notes();
    for (int i = 0; i < notes.size(); i++) {
      Note note = notes.get(i);
      if (note instanceof Note.Settled) {
        settled();
      } else if (note instanceof Note.Came came && came.event().name().equals("reset")) {
        epoch = epochOf(i + 1);
        count = 0;
      } else if (note instanceof Note.Came came && came.event().name().equals("nicknames")) {
        listed(came);
      }
    }
  }

  /** A list has no place; what comes with it, before the next reset, has. */
  private @Nullable EpochStory epochOf(int from) {
    for (Note note : connection.notes().subList(from, connection.notes().size())) {
      if (note instanceof Note.Came came) {
        if (came.event().name().equals("reset")) {
          return null;
        }
        Place place = placeOf(came.event());
        if (place != null) {
          return room.epoch(place.epoch()).orElse(null);
        }
      }
    }
    return null;
  }

  private static @Nullable Place placeOf(WireEvent event) {
    List<WireEvent> history = event.history();
    return history.isEmpty() ? event.place() : history.get(0).place();
  }

  private void listed(Note.Came came) {
    List<String> list = came.event().nicknames();
    last = list;
    if (!OneOwner.isOfOneEach(list, connection, breaches)) {
      return;
    }
    EpochStory known = epoch;
    if (known == null) {
      breaches.expect(
          room.epochs().stream().anyMatch(each -> each.isLossy() || each.countOf(list, 0) >= 0),
          LAW,
          () -> "a list that is not true: " + came + ", to " + connection);
      return;
    }
    int found = known.countOf(list, count);
    // What was lost from a log was in a list, maybe.
    breaches.expect(
        found >= 0 || known.isLossy(),
        LAW,
        () -> "a list that is not true, or not any more: " + came + ", to " + connection);
    count = Math.max(found, count);
  }

  private void settled() {
    List<String> here = room.last().rosterAfter(room.last().changesThrough(room.settledAt()));
    breaches.expect(
        last.equals(here),
        LAW,
        () -> "here is " + here + ", and not as last told: " + last + ", to " + connection);
  }
}
