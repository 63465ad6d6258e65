package dev.chatroom.testkit.simulation;

import dev.chatroom.policy.PresencePolicy;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.LogEntry;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Law 2, for who is here: each list is what was so at some position, never an older one than
 * before, and the last list is what is so; who is told by changes gets each once, without a gap,
 * from the list on.
 */
final class KnownPresence implements Law {

  static final String LAW = GapFree.LAW;

  private final PresencePolicy policy;
  private final Breaches breaches;
  private final Clock clock;

  KnownPresence(PresencePolicy policy, Breaches breaches, Clock clock) {
    this.policy = policy;
    this.breaches = breaches;
    this.clock = clock;
  }

  @Override
  public Watch watch(SimulatedConnection connection) {
    return connection.isDelta() ? new Changes(connection) : new Lists(connection);
  }

  private void mayBeList(int size, SimulatedConnection connection) {
    breaches.expect(
        size <= policy.maxListed(), LAW, () -> "a list of " + size + " comes to " + connection);
  }

  private void mayBeCount(int count, SimulatedConnection connection) {
    breaches.expect(
        count > policy.maxListed(), LAW, () -> "no list but " + count + " comes to " + connection);
  }

  /** Whether a list may still wait for the end of a window. */
  private boolean mayWait(RoomTruth room) {
    LogEntry last = room.at(room.offsetOfChange(room.changes()));
    return last != null
        && clock.instant().isBefore(last.event().time().plus(policy.maxWindow()))
        && !policy.maxWindow().isZero();
  }

  private final class Lists implements Watch {

    private final SimulatedConnection connection;
    private RoomTruth room;
    private int changes = -1;

    Lists(SimulatedConnection connection) {
      this.connection = connection;
      this.room = connection.room();
    }

    @Override
    public void moved() {
      room = connection.room();
      changes = -1;
    }

    @Override
    public void wrote(Frame frame) {
      switch (frame.event()) {
        case "nicknames" -> {
          List<String> list = Fields.nicknames(frame);
          mayBeList(list.size(), connection);
          told(list::equals);
        }
        case "occupants" -> {
          int count = Fields.count(frame);
          mayBeCount(count, connection);
          told(each -> each.size() == count);
        }
        case "joined", "left", "renamed" ->
            breaches.add(LAW, frame + " comes though lists are wanted, to " + connection);
        default -> {
          // Says nothing about who is here.
        }
      }
    }

    private void told(Predicate<List<String>> isSo) {
      int last = room.changesThrough(connection.told());
      int found = Math.max(0, changes);
      while (found <= last && !isSo.test(room.nicknamesAfter(found))) {
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
      boolean isSame =
          here.size() > policy.maxListed()
              ? changes >= 0 && known.size() == here.size()
              : known.equals(here);
      breaches.expect(
          isSame || mayWait(room),
          LAW,
          () -> "here is " + here + " and not as told to " + connection);
    }
  }

  private final class Changes implements Watch {

    private final SimulatedConnection connection;
    private RoomTruth room;

    /**
     * How many changes it may have been told: several counts while only a list was told, which may
     * have been so more than once.
     */
    private List<Integer> counts;

    private boolean counted;
    private boolean listed;

    Changes(SimulatedConnection connection) {
      this.connection = connection;
      this.room = connection.room();
      this.counts = atFirst();
    }

    private List<Integer> atFirst() {
      Long since = connection.sinceHere();
      return since == null ? anything() : List.of(room.changesThrough(since));
    }

    @Override
    public void moved() {
      room = connection.room();
      counts = atFirst();
      counted = false;
      listed = false;
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
          counted = false;
          listed = false;
        }
        case "nicknames" -> {
          List<String> list = Fields.nicknames(frame);
          mayBeList(list.size(), connection);
          told(list::equals);
          listed = true;
        }
        case "occupants" -> {
          int count = Fields.count(frame);
          mayBeCount(count, connection);
          told(each -> each.size() == count);
        }
        case "joined", "left", "renamed" -> changed(Fields.offset(frame.data()));
        default -> {
          // Says nothing about who is here.
        }
      }
    }

    private void told(Predicate<List<String>> isSo) {
      counts =
          (counted ? counts : known())
              .stream().filter(each -> isSo.test(room.nicknamesAfter(each))).toList();
      counted = true;
      breaches.expect(
          !counts.isEmpty(), LAW, () -> "a list that is not true comes to " + connection);
    }

    /** What may be known before the first list: more has happened since the connection was made. */
    private List<Integer> known() {
      return counts.size() == 1 && connection.since() != null ? counts : anything();
    }

    private void changed(long offset) {
      int before = room.changesThrough(offset) - 1;
      breaches.expect(
          counts.contains(before) && (counted || connection.since() != null),
          LAW,
          () -> "the change at " + offset + " comes where another was to come, to " + connection);
      counts = List.of(before + 1);
    }

    @Override
    public void settled() {
      breaches.expect(
          (listed || room.present().size() > policy.maxListed()) && counts.contains(room.changes()),
          LAW,
          () -> counts + " of " + room.changes() + " changes have come to " + connection);
    }
  }
}
