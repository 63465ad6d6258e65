package dev.chatroom.internal;

import static dev.chatroom.internal.Events.NOON;
import static dev.chatroom.internal.Events.bounds;
import static dev.chatroom.internal.Events.id;
import static dev.chatroom.internal.Events.names;
import static dev.chatroom.internal.Events.nickname;
import static dev.chatroom.internal.Events.occupant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.LeaveReason;
import dev.chatroom.Refusal;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class InMemoryBackplaneTest {

  private static final RoomName LOBBY = new RoomName("lobby");

  private final ManualClock clock = new ManualClock();
  private final Opened backplane = keeping(100, 1L << 40);

  private Opened keeping(int maxEvents, long maxBytes) {
    InMemoryBackplane backplane = new InMemoryBackplane(clock, new Random(7));
    RoomOptions options = RoomOptions.defaults().withLog(bounds(maxEvents, maxBytes));
    return new Opened(backplane, options);
  }

  /** A backplane whose rooms are all alike. */
  private record Opened(InMemoryBackplane backplane, RoomOptions options) {
    RoomLog open(RoomName room, RecordingTail tail) {
      return backplane.open(room, options, tail);
    }

    void close() {
      backplane.close();
    }
  }

  /** What became of a command; the backplane in memory answers at once. */
  private static AppendResult done(RoomLog log, String id, Command command) {
    return log.append(command, new Origin(id, 1)).toCompletableFuture().join();
  }

  private static AppendResult claim(RoomLog log, String name) {
    return done(log, id(name), Events.claim(id(name), nickname(name)));
  }

  private static AppendResult post(RoomLog log, String name, String text) {
    return done(log, id(name), new Command.Post(id(name), text, null, null));
  }

  private static long offset(AppendResult result) {
    return ((AppendResult.Appended) result).position().offset();
  }

  @Test
  void a_new_log_is_empty() {
    RecordingTail tail = new RecordingTail();

    backplane.open(LOBBY, tail);

    assertThat(tail.snapshot().head().offset()).isZero();
    assertThat(tail.snapshot().state().occupants()).isEmpty();
    assertThat(tail.snapshot().recent()).isEmpty();
  }

  @Test
  void an_accepted_command_has_the_place_of_its_event() {
    RecordingTail tail = new RecordingTail();
    RoomLog log = backplane.open(LOBBY, tail);

    AppendResult joined = claim(log, "tom");
    AppendResult said = post(log, "tom", "hi");

    assertThat(tail.entries())
        .extracting(each -> each.event().position())
        .containsExactly(
            ((AppendResult.Appended) joined).position(), ((AppendResult.Appended) said).position());
    assertThat(tail.offsets()).containsExactly(1L, 2L);
    assertThat(tail.entries()).extracting(LogEntry::origin).containsOnly(new Origin(id("tom"), 1));
  }

  @Test
  void a_refused_command_leaves_no_trace() {
    RecordingTail tail = new RecordingTail();
    RoomLog log = backplane.open(LOBBY, tail);

    AppendResult result = post(log, "tom", "hi");

    assertThat(result).isEqualTo(new AppendResult.Rejected(Refusal.NICKNAME_REQUIRED, null));
    assertThat(tail.entries()).isEmpty();
    assertThat(tail.wakings()).isZero();
  }

  @Test
  void what_changes_nothing_is_accepted_where_the_log_stands() {
    RecordingTail tail = new RecordingTail();
    RoomLog log = backplane.open(LOBBY, tail);
    claim(log, "tom");
    post(log, "tom", "hi");

    assertThat(offset(claim(log, "tom"))).isEqualTo(2);
    assertThat(offset(done(log, id("ann"), new Command.Leave(id("ann"), LeaveReason.LEFT))))
        .isEqualTo(2);
    assertThat(tail.offsets()).containsExactly(1L, 2L);
  }

  @Test
  void a_command_that_becomes_two_events_wakes_once_and_has_the_place_of_the_last() {
    RecordingTail tail = new RecordingTail();
    RoomLog log = backplane.open(LOBBY, tail);

    AppendResult result =
        done(
            log,
            id("tom"),
            new Command.Post(id("tom"), "hi", Events.claim(id("tom"), nickname("tom")), null));

    assertThat(offset(result)).isEqualTo(2);
    assertThat(tail.entries())
        .extracting(entry -> entry.commandEnd().offset())
        .containsExactly(2L, 2L);
    assertThat(tail.offsets()).containsExactly(1L, 2L);
    assertThat(tail.wakings()).isEqualTo(1);
  }

  @Test
  void events_have_the_time_of_the_clock_in_whole_milliseconds() {
    RecordingTail tail = new RecordingTail();
    RoomLog log = backplane.open(LOBBY, tail);
    clock.advance(Duration.ofNanos(5_999_999));

    claim(log, "tom");

    assertThat(tail.entries().get(0).event().time()).isEqualTo(NOON.plusMillis(5));
  }

  @Test
  void two_who_follow_see_the_same_log() {
    RecordingTail one = new RecordingTail();
    RecordingTail other = new RecordingTail();
    RoomLog oneLog = backplane.open(LOBBY, one);
    RoomLog otherLog = backplane.open(LOBBY, other);

    claim(oneLog, "tom");
    claim(otherLog, "ann");
    post(oneLog, "tom", "hi");
    post(otherLog, "ann", "hi tom");

    assertThat(one.entries()).hasSize(4).isEqualTo(other.entries());
    assertThat(one.wakings()).isEqualTo(4);
    assertThat(other.wakings()).isEqualTo(4);
  }

  @Test
  void one_nickname_has_one_owner_whoever_follows() {
    RoomLog one = backplane.open(LOBBY, new RecordingTail());
    RoomLog other = backplane.open(LOBBY, new RecordingTail());
    claim(one, "tom");

    assertThat(done(other, id("ann"), Events.claim(id("ann"), nickname("Tom"))))
        .isEqualTo(new AppendResult.Rejected(Refusal.NICKNAME_TAKEN, null));
  }

  @Test
  void who_follows_later_begins_where_the_log_stands() {
    RecordingTail early = new RecordingTail();
    RoomLog log = backplane.open(LOBBY, early);
    claim(log, "tom");
    claim(log, "ann");
    post(log, "tom", "hi");
    done(log, id("tom"), new Command.Leave(id("tom"), LeaveReason.LEFT));

    RecordingTail late = new RecordingTail();
    backplane.open(LOBBY, late);
    post(log, "ann", "bye");

    LogSnapshot snapshot = late.snapshot();
    assertThat(snapshot.head().offset()).isEqualTo(4);
    assertThat(snapshot.head().epoch()).isEqualTo(early.snapshot().head().epoch());
    assertThat(snapshot.state().occupants()).containsExactly(occupant("ann"));
    assertThat(snapshot.recent()).isEqualTo(early.entries().subList(0, 4));
    assertThat(late.offsets()).containsExactly(5L);
  }

  @Test
  void keeps_no_more_for_latecomers_than_it_may() {
    Opened three = keeping(3, 1L << 40);
    Opened small = keeping(100, 2L * EventWeight.BASE_BYTES);
    for (Opened each : List.of(three, small)) {
      RoomLog log = each.open(LOBBY, new RecordingTail());
      for (String name : List.of("tom", "ann", "zoe", "bob")) {
        claim(log, name);
      }
    }

    RecordingTail ofThree = new RecordingTail();
    three.open(LOBBY, ofThree);
    RecordingTail ofSmall = new RecordingTail();
    small.open(LOBBY, ofSmall);

    assertThat(ofThree.snapshot().recent())
        .extracting(each -> each.event().position().offset())
        .containsExactly(2L, 3L, 4L);
    assertThat(ofSmall.snapshot().recent()).hasSize(2);
    assertThat(names(ofSmall.snapshot().state().occupants()))
        .containsExactly("tom", "ann", "zoe", "bob");
  }

  @Test
  void who_has_stopped_following_is_told_nothing() {
    RecordingTail gone = new RecordingTail();
    RoomLog log = backplane.open(LOBBY, new RecordingTail());
    backplane.open(LOBBY, gone).close();

    claim(log, "tom");

    assertThat(gone.entries()).isEmpty();
    assertThat(gone.wakings()).isZero();
  }

  @Test
  void a_closed_backplane_takes_no_more_commands() {
    RecordingTail tail = new RecordingTail();
    RoomLog log = backplane.open(LOBBY, tail);
    backplane.close();

    CompletionStage<AppendResult> late =
        log.append(Events.claim(id("tom"), nickname("tom")), new Origin(id("tom"), 1));

    assertThat(late.toCompletableFuture()).isCompletedExceptionally();
    assertThat(tail.entries()).isEmpty();
  }

  @Test
  void rooms_do_not_know_each_other() {
    RecordingTail lobby = new RecordingTail();
    RecordingTail bar = new RecordingTail();
    RoomLog inLobby = backplane.open(LOBBY, lobby);
    RoomLog inBar = backplane.open(new RoomName("bar"), bar);

    claim(inLobby, "tom");
    AppendResult sameName = done(inBar, id("ann"), Events.claim(id("ann"), nickname("tom")));

    assertThat(offset(sameName)).isEqualTo(1);
    assertThat(lobby.entries()).hasSize(1);
    assertThat(lobby.snapshot().head().epoch()).isNotEqualTo(bar.snapshot().head().epoch());
  }

  @Test
  void of_many_who_race_for_a_nickname_exactly_one_wins() throws Exception {
    int rounds = 200;
    int racers = 8;
    RecordingTail tail = new RecordingTail();
    RoomLog log = backplane.open(LOBBY, tail);

    try (Contest contest = new Contest()) {
      for (int round = 0; round < rounds; round++) {
        String prize = "name" + round;
        List<Callable<AppendResult>> claims = new ArrayList<>();
        for (int racer = 0; racer < racers; racer++) {
          String id = "racer " + racer + " of round " + round;
          claims.add(() -> done(log, id, Events.claim(id, nickname(prize))));
        }

        assertThat(contest.between(claims))
            .filteredOn(each -> each instanceof AppendResult.Appended)
            .hasSize(1);
      }
    }

    assertThat(tail.entries())
        .extracting(LogEntry::event)
        .hasOnlyElementsOfType(RoomEvent.Joined.class);
    assertThat(tail.offsets()).isEqualTo(LongStream.rangeClosed(1, rounds).boxed().toList());
  }

  @Test
  void many_who_post_at_once_get_places_without_a_gap() throws Exception {
    int posts = 500;
    RecordingTail one = new RecordingTail();
    RecordingTail other = new RecordingTail();
    RoomLog log = backplane.open(LOBBY, one);
    backplane.open(LOBBY, other);
    List<Callable<List<Long>>> posters = new ArrayList<>();
    for (String name : List.of("tom", "ann", "zoe", "bob")) {
      claim(log, name);
      posters.add(
          () -> {
            List<Long> places = new ArrayList<>();
            for (int i = 0; i < posts; i++) {
              places.add(offset(post(log, name, "hi")));
            }
            return places;
          });
    }

    try (Contest contest = new Contest()) {
      List<List<Long>> places = contest.between(posters);

      assertThat(places).allSatisfy(each -> assertThat(each).isSorted().doesNotHaveDuplicates());
      assertThat(places.stream().flatMap(List::stream))
          .containsExactlyInAnyOrderElementsOf(
              LongStream.rangeClosed(5, 4 + 4 * posts).boxed().toList());
    }
    assertThat(one.offsets()).isEqualTo(LongStream.rangeClosed(1, 4 + 4 * posts).boxed().toList());
    assertThat(other.entries()).isEqualTo(one.entries());
  }
}
