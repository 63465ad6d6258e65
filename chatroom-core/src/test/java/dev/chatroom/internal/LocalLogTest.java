package dev.chatroom.internal;

import static dev.chatroom.internal.Events.EPOCH;
import static dev.chatroom.internal.Events.at;
import static dev.chatroom.internal.Events.bounds;
import static dev.chatroom.internal.Events.emptyLog;
import static dev.chatroom.internal.Events.history;
import static dev.chatroom.internal.Events.joined;
import static dev.chatroom.internal.Events.left;
import static dev.chatroom.internal.Events.localLog;
import static dev.chatroom.internal.Events.names;
import static dev.chatroom.internal.Events.occupant;
import static dev.chatroom.internal.Events.posted;
import static dev.chatroom.internal.Events.snapshot;
import static dev.chatroom.internal.Events.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Position;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LocalLogTest {

  private static final long PLENTY = 1L << 40;
  private static final RoomOptions.History TEN_MESSAGES = history(10, PLENTY);

  private static LocalLog log(LogSnapshot snapshot, int maxEvents) {
    return localLog(snapshot, bounds(maxEvents, PLENTY), TEN_MESSAGES);
  }

  /** A log in which tom said its offset at each offset. */
  private static LocalLog logOf(int events, int maxEvents) {
    LocalLog log = log(emptyLog(), maxEvents);
    for (long offset = 1; offset <= events; offset++) {
      log.append(posted(offset, "tom", String.valueOf(offset)));
    }
    return log;
  }

  private static @Nullable List<Long> offsets(@Nullable List<TailEntry> entries) {
    return entries == null ? null : entries.stream().map(TailEntry::offset).toList();
  }

  @Test
  void who_comes_back_goes_on_where_they_were() {
    LocalLog log = logOf(10, 5);

    assertThat(log.refusesToResumeAt(at(10))).isNull();
    assertThat(log.refusesToResumeAt(at(7))).isNull();
    // Has read up to 5, and 6 is the first that is kept.
    assertThat(log.first()).isEqualTo(6);
    assertThat(log.refusesToResumeAt(at(5))).isNull();
  }

  @Test
  void who_comes_back_too_late_is_told() {
    assertThat(logOf(10, 5).refusesToResumeAt(at(4))).isEqualTo("lagged");
    assertThat(logOf(10, 5).refusesToResumeAt(at(0))).isEqualTo("lagged");
  }

  @Test
  void who_comes_from_another_log_is_told() {
    assertThat(logOf(10, 5).epoch()).isEqualTo(EPOCH);
    assertThat(logOf(10, 5).refusesToResumeAt(new Position("e0", 7))).isEqualTo("epoch_changed");
  }

  @Test
  void who_comes_from_the_future_is_told() {
    assertThat(logOf(10, 5).refusesToResumeAt(at(11))).isEqualTo("unknown_position");
  }

  @Test
  void a_log_without_events_lets_its_first_readers_come_back() {
    assertThat(log(emptyLog(), 5).refusesToResumeAt(at(0))).isNull();
  }

  @Test
  void is_read_from_anywhere_to_the_target() {
    LocalLog log = logOf(10, 100);

    assertThat(offsets(log.after(3, 6, PLENTY))).containsExactly(4L, 5L, 6L);
    assertThat(offsets(log.after(6, 6, PLENTY))).isEmpty();
  }

  @Test
  void is_read_in_portions_of_at_least_one_event() {
    LocalLog log = logOf(10, 100);
    int one = EventWeight.BASE_BYTES + 1;

    assertThat(offsets(log.after(0, 10, 1))).containsExactly(1L);
    assertThat(offsets(log.after(0, 10, 3L * one))).containsExactly(1L, 2L, 3L);
  }

  @Test
  void what_was_dropped_is_not_read_as_something_else() {
    LocalLog log = logOf(10, 5);

    assertThat(log.after(4, 10, PLENTY)).isNull();
    assertThat(log.get(5)).isNull();
    assertThat(log.get(6)).extracting(TailEntry::offset).isEqualTo(6L);
    assertThat(offsets(log.after(5, 10, PLENTY))).containsExactly(6L, 7L, 8L, 9L, 10L);
  }

  @Test
  void forgets_events_but_not_who_is_here_nor_what_was_said_last() {
    LocalLog log = log(emptyLog(), 2);
    log.append(joined(1, "tom"));
    log.append(posted(2, "tom", "hi"));
    log.append(joined(3, "ann"));
    log.append(joined(4, "zoe"));

    assertThat(log.first()).isEqualTo(3);
    assertThat(names(log.roster().occupants())).containsExactly("tom", "ann", "zoe");
    assertThat(texts(log.welcome().history())).containsExactly("hi");
  }

  @Test
  void begins_where_the_snapshot_stands_and_reads_back_what_it_brought() {
    List<LogEntry> recent = List.of(joined(8, "ann"), posted(9, "tom", "hi"));
    LogSnapshot snapshot = snapshot(9, List.of(occupant("tom"), occupant("ann")), recent);
    LocalLog log = log(snapshot, 100);

    assertThat(log.first()).isEqualTo(8);
    assertThat(names(log.roster().occupants())).containsExactly("tom", "ann");
    assertThat(texts(log.welcome().history())).containsExactly("hi");
    assertThat(offsets(log.after(7, 9, PLENTY))).containsExactly(8L, 9L);

    log.append(posted(10, "tom", "anybody?"));
    assertThat(texts(log.welcome().history())).containsExactly("hi", "anybody?");
  }

  @Test
  void a_snapshot_may_bring_more_than_the_log_keeps() {
    List<LogEntry> recent =
        LongStream.rangeClosed(1, 9).mapToObj(each -> posted(each, "tom", "" + each)).toList();
    LocalLog log = log(snapshot(9, List.of(occupant("tom")), recent), 3);

    assertThat(log.first()).isEqualTo(7);
    assertThat(texts(log.welcome().history())).hasSize(9).endsWith("9");
  }

  @Test
  void a_welcome_is_of_one_place_whatever_is_appended_meanwhile() throws Exception {
    int events = 50_000;
    LocalLog log = log(emptyLog(), 1);
    Callable<Long> appender =
        () -> {
          for (long offset = 1; offset <= events; offset++) {
            log.append(revolvingDoor(offset));
          }
          return (long) events;
        };
    Callable<Long> newcomers =
        () -> {
          long place = 0;
          while (place < events) {
            Welcome welcome = log.welcome();
            place = welcome.roster().offset();
            assertThat(names(welcome.roster().occupants())).isEqualTo(hereAt(place));
            assertThat(texts(welcome.history())).isEqualTo(saidUntil(place));
          }
          return place;
        };

    try (Contest contest = new Contest()) {
      assertThat(contest.between(List.of(appender, newcomers, newcomers)))
          .containsOnly((long) events);
    }
  }

  /** One comes, says the offset, leaves, and is talked about: the state at each place is known. */
  private static LogEntry revolvingDoor(long offset) {
    return switch ((int) (offset % 4)) {
      case 1 -> joined(offset, "tom");
      case 3 -> left(offset, "tom");
      default -> posted(offset, "tom", "" + offset);
    };
  }

  private static List<String> hereAt(long place) {
    return place % 4 == 1 || place % 4 == 2 ? List.of("tom") : List.of();
  }

  private static List<String> saidUntil(long place) {
    return LongStream.rangeClosed(Math.max(1, place / 2 - 9), place / 2)
        .mapToObj(each -> String.valueOf(2 * each))
        .toList();
  }
}
