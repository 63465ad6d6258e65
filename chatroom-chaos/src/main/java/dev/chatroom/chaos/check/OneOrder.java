package dev.chatroom.chaos.check;

import dev.chatroom.chaos.record.Diary;
import dev.chatroom.chaos.record.Entry;
import dev.chatroom.chaos.record.Note;
import dev.chatroom.chaos.record.Place;
import dev.chatroom.chaos.record.WireEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Law 1: what a connection gets is in the order of the log, and as it stands there. What was lost
 * from the log is the same for all who got it.
 */
final class OneOrder {

  static final String LAW = "law 1 (one order)";

  private final RoomStory room;
  private final Breaches breaches;
  private final Map<Place, String> lost = new HashMap<>();

  OneOrder(RoomStory room, Breaches breaches) {
    this.room = room;
    this.breaches = breaches;
    room.contradictions().forEach(each -> breaches.add(LAW, each + ", in " + room.room()));
  }

  void check(Diary.Connection connection) {
    Place last = Place.parse(connection.opened().since());
    for (Note note : connection.notes()) {
      if (note instanceof Note.Came came) {
        last = check(came.event(), last, connection);
      }
    }
  }

  private @Nullable Place check(WireEvent event, @Nullable Place last, Diary.Connection of) {
    if (event.name().equals("reset")) {
      return null;
    }
    if (event.name().equals("history")) {
      Place before = null;
      for (WireEvent each : event.history()) {
        before = place(each, before, of);
      }
      return before == null ? last : before;
    }
    return event.place() == null ? last : place(event, last, of);
  }

  private @Nullable Place place(WireEvent event, @Nullable Place last, Diary.Connection of) {
    Place place = event.place();
    if (place == null) {
      breaches.add(LAW, event + " has no place, to " + of);
      return last;
    }
    breaches.expect(
        last == null || (last.epoch().equals(place.epoch()) && last.offset() < place.offset()),
        LAW,
        () -> event + " comes after " + last + ", to " + of);
    Entry entry = room.at(place);
    if (entry != null) {
      breaches.expect(
          isOf(entry, event), LAW, () -> event + " comes where there is " + entry + ", to " + of);
    } else if (room.mayHaveLost(place)) {
      String text = event.toString();
      String first = lost.putIfAbsent(place, text);
      breaches.expect(
          first == null || first.equals(text),
          LAW,
          () -> event + " comes where others got " + first + ", to " + of);
    } else {
      breaches.add(LAW, event + " comes where there is nothing, to " + of);
    }
    return place;
  }

  private static boolean isOf(Entry truth, WireEvent event) {
    return event.text("time").equals(Instant.ofEpochMilli(truth.time()).toString())
        && said(event).equals(expected(truth));
  }

  private static List<String> said(WireEvent event) {
    return List.of(
        event.name(),
        event.text("nickname"),
        event.text("msg"),
        event.text("previous"),
        event.text("reason"));
  }

  private static List<String> expected(Entry truth) {
    return switch (truth.type()) {
      case "posted" -> List.of("message", truth.sender(), truth.text(), "", "");
      case "joined" -> List.of("joined", truth.nickname(), "", "", "");
      case "renamed" -> {
        String previous = truth.event().path("previous").path("text").asText();
        yield List.of("renamed", truth.nickname(), "", previous, "");
      }
      case "left" -> {
        String why = truth.event().path("why").asText().toLowerCase(Locale.ROOT);
        yield List.of("left", truth.nickname(), "", "", why);
      }
      default -> List.of("nothing that these clients are told");
    };
  }
}
