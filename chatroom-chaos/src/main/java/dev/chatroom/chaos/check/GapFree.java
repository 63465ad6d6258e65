package dev.chatroom.chaos.check;

import dev.chatroom.chaos.record.Diary;
import dev.chatroom.chaos.record.Entry;
import dev.chatroom.chaos.record.Note;
import dev.chatroom.chaos.record.Place;
import dev.chatroom.chaos.record.WireEvent;
import org.jspecify.annotations.Nullable;

/**
 * Law 2, for messages: from its attachment on, or from the event after which it wanted to go on, a
 * connection gets each message once, without a gap, or is told by a reset, after which it goes on
 * from a history. When all is quiet it has got all of them.
 */
final class GapFree {

  static final String LAW = "law 2 (gap-free or told)";

  private final RoomStory room;
  private final Breaches breaches;

  GapFree(RoomStory room, Breaches breaches) {
    this.room = room;
    this.breaches = breaches;
  }

  void check(Diary.Connection connection) {
    Messages messages = new Messages(connection);
    for (Note note : connection.notes()) {
      if (note instanceof Note.Came came) {
        messages.came(came.event());
      } else if (note instanceof Note.Settled) {
        messages.settled();
      }
    }
  }

  private final class Messages {

    private final Diary.Connection connection;
    private final boolean goesOn;
    private boolean reset;

    /** Up to here the client has everything, or does without; nothing where it is not known. */
    private @Nullable Place through;

    Messages(Diary.Connection connection) {
      this.connection = connection;
      this.through = Place.parse(connection.opened().since());
      this.goesOn = through != null;
    }

    void came(WireEvent event) {
      switch (event.name()) {
        case "reset" -> reset(event);
        case "history" -> history(event);
        default -> {
          if (event.place() != null) {
            expectHistory();
            reaches(event.place());
          }
        }
      }
    }

    private void reset(WireEvent event) {
      String reason = event.text("reason");
      boolean isTrue =
          switch (reason) {
            case "epoch_changed" -> through == null || room.epochs().size() > 1;
            case "unknown_position" -> goesOn;
            default -> true;
          };
      breaches.expect(isTrue, LAW, () -> "reset " + reason + " comes to " + connection);
      reset = true;
      through = null;
    }

    private void history(WireEvent event) {
      breaches.expect(
          reset || (through == null && !goesOn),
          LAW,
          () -> "a history that nobody asked for comes to " + connection);
      reset = false;
      for (WireEvent each : event.history()) {
        if (each.place() != null) {
          reaches(each.place());
        }
      }
    }

    private void expectHistory() {
      breaches.expect(!reset, LAW, () -> "a reset without a history comes to " + connection);
      reset = false;
    }

    private void reaches(Place place) {
      Place from = through;
      through = place;
      if (from != null && from.epoch().equals(place.epoch())) {
        room.epoch(place.epoch())
            .map(each -> each.postBetween(from.offset(), place.offset()))
            .ifPresent(missing -> isMissing(missing, from, place));
      }
    }

    private void isMissing(Entry missing, Place from, Place to) {
      breaches.add(
          LAW, missing + " is missing between " + from + " and " + to + ", to " + connection);
    }

    void settled() {
      expectHistory();
      EpochStory last = room.last();
      Place end = new Place(last.name(), room.settledAt() + 1);
      boolean isThere = through != null && through.epoch().equals(last.name());
      breaches.expect(
          isThere, LAW, () -> "all is quiet, and " + through + " is where it is: " + connection);
      if (isThere) {
        reaches(end);
      }
    }
  }
}
