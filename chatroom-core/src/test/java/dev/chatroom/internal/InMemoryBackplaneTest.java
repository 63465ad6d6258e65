package dev.chatroom.internal;

import static dev.chatroom.internal.Events.NOON;
import static dev.chatroom.internal.Events.id;
import static dev.chatroom.internal.Events.nickname;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.LeaveReason;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Command;
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

/** What the one in memory keeps beyond the contract of backplanes, which is in the testkit. */
class InMemoryBackplaneTest {

  private static final RoomName LOBBY = new RoomName("lobby");

  private final ManualClock clock = new ManualClock();
  private final RoomOptions options = RoomOptions.defaults();
  private final InMemoryBackplane backplane = new InMemoryBackplane(clock, new Random(7));

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
  void it_is_opened_when_open_returns() {
    RecordingTail tail = new RecordingTail();

    backplane.open(LOBBY, options, tail);

    assertThat(tail.snapshot().head().offset()).isZero();
  }

  @Test
  void each_room_has_an_epoch_of_its_own() {
    RecordingTail lobby = new RecordingTail();
    RecordingTail bar = new RecordingTail();
    backplane.open(LOBBY, options, lobby);
    backplane.open(new RoomName("bar"), options, bar);

    assertThat(lobby.snapshot().head().epoch()).isNotEqualTo(bar.snapshot().head().epoch());
  }

  @Test
  void all_who_follow_are_woken_once_for_each_command() {
    RecordingTail one = new RecordingTail();
    RecordingTail other = new RecordingTail();
    RoomLog log = backplane.open(LOBBY, options, one);
    backplane.open(LOBBY, options, other);

    Command.Claim first = Events.claim(id("tom"), nickname("tom"));
    done(log, id("tom"), new Command.Post(id("tom"), "hi", first, null));
    post(log, "tom", "hi again");

    assertThat(one.offsets()).containsExactly(1L, 2L, 3L);
    assertThat(one.wakings()).isEqualTo(2);
    assertThat(other.wakings()).isEqualTo(2);
  }

  @Test
  void nobody_is_woken_by_what_becomes_no_event() {
    RecordingTail tail = new RecordingTail();
    RoomLog log = backplane.open(LOBBY, options, tail);

    post(log, "tom", "hi");
    done(log, id("ann"), new Command.Leave(id("ann"), LeaveReason.LEFT));

    assertThat(tail.entries()).isEmpty();
    assertThat(tail.wakings()).isZero();
  }

  @Test
  void events_have_the_time_of_the_clock_in_whole_milliseconds() {
    RecordingTail tail = new RecordingTail();
    RoomLog log = backplane.open(LOBBY, options, tail);
    clock.advance(Duration.ofNanos(5_999_999));

    claim(log, "tom");

    assertThat(tail.entries().get(0).event().time()).isEqualTo(NOON.plusMillis(5));
  }

  @Test
  void who_has_stopped_following_is_told_nothing() {
    RecordingTail gone = new RecordingTail();
    RoomLog log = backplane.open(LOBBY, options, new RecordingTail());
    backplane.open(LOBBY, options, gone).close();

    claim(log, "tom");

    assertThat(gone.entries()).isEmpty();
    assertThat(gone.wakings()).isZero();
  }

  @Test
  void a_closed_backplane_takes_no_more_commands() {
    RecordingTail tail = new RecordingTail();
    RoomLog log = backplane.open(LOBBY, options, tail);
    backplane.close();

    CompletionStage<AppendResult> late =
        log.append(Events.claim(id("tom"), nickname("tom")), new Origin(id("tom"), 1));

    assertThat(late.toCompletableFuture()).isCompletedExceptionally();
    assertThat(tail.entries()).isEmpty();
  }

  @Test
  void many_who_post_at_once_get_places_without_a_gap() throws Exception {
    int posts = 500;
    RecordingTail one = new RecordingTail();
    RecordingTail other = new RecordingTail();
    RoomLog log = backplane.open(LOBBY, options, one);
    backplane.open(LOBBY, options, other);
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
