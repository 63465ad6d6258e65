package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.CatchUp;
import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.HistoryPage;
import dev.chatroom.Position;
import dev.chatroom.RoomOptions;
import dev.chatroom.policy.SlowReaderPolicy;
import dev.chatroom.spi.ChatMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of who reads too slowly, and of what is too old. */
class SlowReadersTest {

  /** What a message of ten letters counts. */
  private static final long MESSAGE = 320 + 10;

  private final World world = new World();
  private final List<String> lags = new ArrayList<>();
  private final ChatMetrics metrics =
      new ChatMetrics() {
        @Override
        public void lagged(long bytes, boolean closed) {
          lags.add((closed ? "closed " : "reset ") + bytes);
        }
      };

  @AfterEach
  void close() {
    world.close();
  }

  private ChatRooms rooms(SlowReaderPolicy policy) {
    return world.immediate(each -> each.slowReaders(policy).metrics(metrics).historyMessages(2));
  }

  private static void say(ChatRooms rooms, int messages) {
    ChatRoom lobby = rooms.room("lobby");
    for (int i = 0; i < messages; i++) {
      lobby.post("0123456789");
    }
  }

  @Test
  void who_is_as_far_behind_as_one_may_be_gets_everything() {
    ChatRooms rooms = rooms(SlowReaderPolicy.RESET.withMaxLagBytes(3 * MESSAGE));
    LoopbackClient slow = LoopbackTransport.startedOn(rooms).connect().stopReading();
    say(rooms, 3);
    assertThat(rooms.room("lobby").stats().furthestBehindBytes()).isEqualTo(3 * MESSAGE);

    slow.readOn();

    assertThat(slow.transcript())
        .containsExactly(
            "nicknames []",
            "message system说:0123456789",
            "message system说:0123456789",
            "message system说:0123456789");
    assertThat(lags).isEmpty();
  }

  @Test
  void who_is_further_behind_is_reset_and_reads_on() {
    ChatRooms rooms = rooms(SlowReaderPolicy.RESET.withMaxLagBytes(3 * MESSAGE));
    LoopbackClient slow = LoopbackTransport.startedOn(rooms).connect().stopReading();
    say(rooms, 4);

    slow.readOn()
        .seesReset("lagged")
        .seesHistory("system说:0123456789", "system说:0123456789")
        .seesNicknames();
    assertThat(lags).containsExactly("reset " + 4 * MESSAGE);
    say(rooms, 1);

    slow.sees("system说:0123456789").seesNothingMore();
    assertThat(rooms.room("lobby").stats().furthestBehindBytes()).isZero();
  }

  @Test
  void who_is_further_behind_is_closed_without_waiting_for_it_to_read() {
    ChatRooms rooms = rooms(SlowReaderPolicy.CLOSE.withMaxLagBytes(3 * MESSAGE));
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    LoopbackClient slow = loopback.connect().claim("slow").isAnswered("ok").stopReading();
    LoopbackClient ann = loopback.connect();
    say(rooms, 3);
    assertThat(slow.isConnected()).isTrue();

    say(rooms, 1);

    assertThat(slow.isConnected()).isFalse();
    assertThat(CloseReason.SLOW_CONSUMER.number()).isEqualTo(4001);
    assertThat(lags).containsExactly("closed " + 4 * MESSAGE);
    assertThat(rooms.room("lobby").stats().sessions()).isEqualTo(1);
    ann.seesNicknames();
    assertThat(ann.isConnected()).isTrue();
  }

  @Test
  void the_log_s_own_bound_holds_as_well() {
    ChatRooms rooms =
        world.immediate(
            each ->
                each.log(3, 1_000_000)
                    .metrics(metrics)
                    .slowReaders(SlowReaderPolicy.RESET.withMaxLagBytes(1_000_000)));
    LoopbackClient slow = LoopbackTransport.startedOn(rooms).connect().stopReading();
    say(rooms, 4);

    slow.readOn().seesReset("lagged");

    assertThat(lags).hasSize(1);
  }

  @Test
  void who_resumes_from_too_far_behind_is_reset_or_closed_too() {
    ChatRooms rooms = rooms(SlowReaderPolicy.RESET.withMaxLagBytes(3 * MESSAGE));
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    String start = rooms.room("lobby").stats().head().toString();
    say(rooms, 4);

    LoopbackClient back = loopback.connect("since=" + start);

    back.seesReset("lagged");
    assertThat(lags).hasSize(1);
  }

  @Test
  void one_that_is_reset_again_and_again_gets_each_time_what_is_new() {
    ChatRooms rooms = rooms(SlowReaderPolicy.RESET.withMaxLagBytes(MESSAGE));
    LoopbackClient slow = LoopbackTransport.startedOn(rooms).connect();
    for (int i = 0; i < 5; i++) {
      slow.stopReading();
      say(rooms, 2);
      slow.readOn()
          .seesReset("lagged")
          .seesHistory("system说:0123456789", "system说:0123456789")
          .seesNothingMore();
    }

    assertThat(lags).hasSize(5);
  }

  private ChatRooms forgetful() {
    RoomOptions options =
        RoomOptions.defaults()
            .withLog(new RoomOptions.Log(1_000, 1_000_000, Duration.ofMinutes(10)))
            .withHistory(new RoomOptions.History(50, 1_000_000, Duration.ofMinutes(5)));
    return world.immediate(each -> each.template(name -> options));
  }

  @Test
  void history_does_not_show_what_is_too_old() {
    ChatRooms rooms = forgetful();
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    LoopbackClient tom = loopback.connect().claim("tom").say("old");
    world.clock.advance(Duration.ofMinutes(1));
    tom.say("new");

    world.clock.advance(Duration.ofMinutes(4));
    loopback.connect().seesHistory("tom说:old", "tom说:new");
    world.clock.advance(Duration.ofMillis(1));

    loopback.connect().seesHistory("tom说:new");
    assertThat(rooms.room("lobby").history()).hasSize(1);
    world.clock.advance(Duration.ofMinutes(1));
    loopback.connect().seesNothingMore();
    assertThat(rooms.room("lobby").history()).isEmpty();
  }

  @Test
  void to_read_back_does_not_show_what_is_too_old() {
    ChatRooms rooms = forgetful();
    ChatRoom lobby = rooms.room("lobby");
    lobby.post("old");
    world.clock.advance(Duration.ofMinutes(1));
    lobby.post("new");
    assertThat(page(lobby)).containsExactly("old", "new");

    world.clock.advance(Duration.ofMinutes(5));
    assertThat(page(lobby)).as("further than the history of newcomers").contains("old");
    assertThat(lobby.history()).hasSize(1);
    world.clock.advance(Duration.ofMinutes(4).plusMillis(1));

    assertThat(page(lobby)).as("not further than the log").containsExactly("new");
    world.clock.advance(Duration.ofMinutes(1));
    assertThat(page(lobby)).isEmpty();
  }

  private static List<String> page(ChatRoom room) {
    HistoryPage page = room.historyBefore(null, 10).toCompletableFuture().join();
    return page.messages().stream().map(each -> each.text()).toList();
  }

  @Test
  void who_comes_back_after_what_it_missed_is_too_old_is_reset() {
    ChatRooms rooms = forgetful();
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    Position start = rooms.room("lobby").stats().head();
    rooms.room("lobby").post("one");
    Position one = rooms.room("lobby").stats().head();
    world.clock.advance(Duration.ofMinutes(9));
    rooms.room("lobby").post("two");
    world.clock.advance(Duration.ofMinutes(1));
    loopback.connect("since=" + start).sees("system说:one", "system说:two").seesNothingMore();

    world.clock.advance(Duration.ofMillis(1));

    loopback.connect("since=" + start).seesReset("lagged");
    assertThat(rooms.room("lobby").since(start)).isInstanceOf(CatchUp.Reset.class);
    loopback.connect("since=" + one).sees("system说:two").seesNothingMore();
  }

  @Test
  void what_is_too_old_leaves_the_log_when_something_new_comes() {
    ChatRooms rooms = forgetful();
    ChatRoom lobby = rooms.room("lobby");
    say(rooms, 5);
    world.clock.advance(Duration.ofMinutes(11));
    assertThat(lobby.stats().logEvents()).isEqualTo(5);

    say(rooms, 1);

    assertThat(lobby.stats().logEvents()).isEqualTo(1);
    assertThat(lobby.stats().logBytes()).isEqualTo(MESSAGE);
  }

  @Test
  void who_has_a_place_in_the_log_is_given_what_is_still_there_however_old() {
    ChatRooms rooms = forgetful();
    LoopbackClient slow = LoopbackTransport.startedOn(rooms).connect().stopReading();
    rooms.room("lobby").post("old");
    world.clock.advance(Duration.ofDays(1));

    slow.readOn().sees("system说:old").seesNothingMore();
  }
}
