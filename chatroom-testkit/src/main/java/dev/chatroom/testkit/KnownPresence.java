package dev.chatroom.testkit;

import dev.chatroom.spi.Frame;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Law 2, for who is here: each list is what was so at some position, never an older one than
 * before, and the last list is what is so; who is told by changes gets each once, without a gap,
 * from the list on.
 */
final class KnownPresence implements Law {

  static final String LAW = GapFree.LAW;

  private final Breaches breaches;

  KnownPresence(Breaches breaches) {
    this.breaches = breaches;
  }

  @Override
  public Watch watch(SimulatedConnection connection) {
    return connection.isDelta() ? new Changes(connection) : new Lists(connection);
  }

  private final class Lists implements Watch {

    private final SimulatedConnection connection;
    private final RoomTruth room;
    private int changes = -1;

    Lists(SimulatedConnection connection) {
      this.connection = connection;
      this.room = connection.room();
    }

    @Override
    public void wrote(Frame frame) {
      switch (frame.event()) {
        case "nicknames" -> listed(Fields.nicknames(frame));
        case "joined", "left", "renamed" ->
            breaches.add(LAW, frame + " comes though lists are wanted, to " + connection);
        default -> {
          // Says nothing about who is here.
        }
      }
    }

    private void listed(List<String> list) {
      int last = room.changesThrough(connection.told());
      int found = Math.max(0, changes);
      while (found <= last && !room.nicknamesAfter(found).equals(list)) {
        found++;
      }
      boolean isTrue = found <= last;
      breaches.expect(isTrue, LAW, () -> "a list that is not true any more comes to " + connection);
      changes = Math.min(found, last);
    }

    @Override
    public void settled() {
      List<String> known = changes < 0 ? List.of("nothing") : room.nicknamesAfter(changes);
      List<String> here = room.nicknamesAfter(room.changes());
      breaches.expect(
          known.equals(here), LAW, () -> "here is " + here + " and not as told to " + connection);
    }
  }

  private final class Changes implements Watch {

    private final SimulatedConnection connection;
    private final RoomTruth room;

    /**
     * How many changes it may have been told: several counts while only a list was told, which may
     * have been so more than once.
     */
    private List<Integer> counts;

    private boolean listed;

    Changes(SimulatedConnection connection) {
      this.connection = connection;
      this.room = connection.room();
      String since = connection.since();
      this.counts = since == null ? anything() : List.of(room.changesThrough(Fields.offset(since)));
    }

    private List<Integer> anything() {
      return IntStream.rangeClosed(0, room.changesThrough(connection.told()))
          .boxed()
          .collect(Collectors.toList());
    }

    @Override
    public void wrote(Frame frame) {
      switch (frame.event()) {
        case "reset" -> {
          counts = anything();
          listed = false;
        }
        case "nicknames" -> {
          List<String> list = Fields.nicknames(frame);
          counts =
              (listed ? counts : known())
                  .stream().filter(each -> room.nicknamesAfter(each).equals(list)).toList();
          listed = true;
          breaches.expect(
              !counts.isEmpty(), LAW, () -> "a list that is not true comes to " + connection);
        }
        case "joined", "left", "renamed" -> changed(Fields.offset(frame.data()));
        default -> {
          // Says nothing about who is here.
        }
      }
    }

    /** What may be known before the first list: more has happened since the connection was made. */
    private List<Integer> known() {
      return counts.size() == 1 && connection.since() != null ? counts : anything();
    }

    private void changed(long offset) {
      int before = room.changesThrough(offset) - 1;
      breaches.expect(
          counts.contains(before) && (listed || connection.since() != null),
          LAW,
          () -> "the change at " + offset + " comes where another was to come, to " + connection);
      counts = List.of(before + 1);
    }

    @Override
    public void settled() {
      breaches.expect(
          listed && counts.contains(room.changes()),
          LAW,
          () -> counts + " of " + room.changes() + " changes have come to " + connection);
    }
  }
}
