package dev.chatroom.chaos.check;

import dev.chatroom.chaos.record.Diary;
import dev.chatroom.chaos.record.Place;
import dev.chatroom.chaos.record.WireEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a connection is told of who is here that wants changes. */
final class Changes {

  private static final String LAW = GapFree.LAW;

  private final RoomStory room;
  private final Breaches breaches;

  private final Diary.Connection connection;

  /** After how many changes of which log the client is; nothing while only a list is known. */
  private @Nullable EpochStory epoch;

  private int count = -1;
  private @Nullable List<String> list;

  /** What the log has lost may have been told: then nothing more is known of the connection. */
  private boolean isLost;

  Changes(Diary.Connection connection, RoomStory room, Breaches breaches) {
    this.room = room;
    this.breaches = breaches;
    this.connection = connection;
    Place since = Place.parse(connection.opened().since());
    if (since != null) {
      room.epoch(since.epoch())
          .ifPresent(
              each -> {
                epoch = each;
                count = each.changesThrough(since.offset());
                isLost = each.isLossy() && each.at(since.offset()) == null;
              });
    }
  }

  void came(WireEvent event) {
    switch (event.name()) {
      case "reset" -> {
        epoch = null;
        count = -1;
        list = null;
        isLost = false;
      }
      case "nicknames" -> listed(event.nicknames());
      case "joined", "left", "renamed" -> changed(event);
      default -> {
        // Says nothing about who is here.
      }
    }
  }

  private void listed(List<String> told) {
    if (!OneOwner.isOfOneEach(told, connection, breaches) || isLost) {
      return;
    }
    list = told;
    EpochStory known = epoch;
    if (known != null) {
      List<String> expected = known.rosterAfter(count);
      breaches.expect(
          told.equals(expected),
          LAW,
          () -> told + " is told where " + expected + " was so, to " + connection);
    } else {
      breaches.expect(
          room.epochs().stream().anyMatch(each -> each.isLossy() || each.countOf(told, 0) >= 0),
          LAW,
          () -> "a list that is not true: " + told + ", to " + connection);
    }
  }

  private void changed(WireEvent event) {
    Place place = event.place();
    EpochStory in = place == null ? null : room.epoch(place.epoch()).orElse(null);
    if (place == null || in == null || isLost) {
      return;
    }
    if (in.at(place.offset()) == null) {
      isLost = true;
      return;
    }
    int after = in.changesThrough(place.offset());
    List<String> told = list;
    boolean isNext;
    if (epoch != null) {
      isNext = epoch == in && count == after - 1;
    } else {
      isNext = told != null && in.rosterAfter(after - 1).equals(told);
    }
    breaches.expect(
        isNext, LAW, () -> event + " comes where another was to come, to " + connection);
    epoch = in;
    count = after;
  }

  void settled() {
    int all = room.last().changesThrough(room.settledAt());
    EpochStory known = epoch;
    List<String> told = list;
    List<String> here = room.last().rosterAfter(all);
    boolean isSo = known == null ? here.equals(told) : known == room.last() && count == all;
    breaches.expect(
        isSo && told != null,
        LAW,
        () ->
            "here is " + here + ", and " + count + " of " + all + " changes came to " + connection);
  }
}
