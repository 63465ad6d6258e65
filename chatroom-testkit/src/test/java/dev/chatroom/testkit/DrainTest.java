package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.CloseReason;
import dev.chatroom.RoomEvent;
import dev.chatroom.policy.SlowReaderPolicy;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.Frames;
import dev.chatroom.spi.Outbound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An orderly end: everybody reads what is there, and goes. */
class DrainTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final World world = new World();
  private final ChatRooms rooms = world.immediate(each -> each);
  private final LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
  private final EventRecord record = World.recordOf(rooms.room("lobby"));

  @AfterEach
  void close() {
    world.close();
  }

  private static CompletableFuture<Boolean> drain(ChatRooms which, Duration limit) {
    return which.drain(limit).toCompletableFuture();
  }

  @Test
  void with_nobody_there_it_is_over_at_once() {
    assertThat(drain(rooms, LIMIT)).isCompletedWithValue(true);
    assertThat(world.clock.scheduled()).isZero();
  }

  @Test
  void what_was_said_while_somebody_was_being_fed_is_read_before_the_end() {
    List<String> got = new ArrayList<>();
    List<CompletableFuture<Boolean>> drained = new ArrayList<>();
    Outbound stopsAtTheFirstMessage =
        new Outbound() {
          @Override
          public boolean isWritable() {
            return true;
          }

          @Override
          public void send(Frames frames) {
            for (Frame each : frames) {
              got.add(new Received(each.event(), each.data()).toString());
              if (got.get(got.size() - 1).equals("message system说:0")) {
                rooms.room("lobby").post("1");
                rooms.room("lobby").post("2");
                drained.add(drain(rooms, LIMIT));
              }
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close(CloseReason reason) {}
        };
    var unused =
        rooms.connect(LoopbackTransport.handshake(""), stopsAtTheFirstMessage, new CallerRuns());
    rooms.room("lobby").post("0");

    assertThat(got)
        .containsExactly(
            "nicknames []",
            "message system说:0",
            "message system说:1",
            "message system说:2",
            "closed going_away");
    assertThat(drained).hasSize(1).allSatisfy(each -> assertThat(each).isCompletedWithValue(true));
  }

  @Test
  void all_are_told_and_leave_and_the_way_is_barred() {
    LoopbackClient tom = loopback.connect().claim("tom");
    LoopbackClient ann = loopback.connect("room=dev").claim("ann");
    ChatSession bot = rooms.room("lobby").attach();
    bot.claim("bot");

    CompletableFuture<Boolean> drained = drain(rooms, LIMIT);

    assertThat(drained).isCompletedWithValue(true);
    tom.isClosed(CloseReason.GOING_AWAY);
    ann.isClosed(CloseReason.GOING_AWAY);
    assertThat(record.comings())
        .startsWith("Joined tom", "Joined bot")
        .containsOnlyOnce("Left tom SHUTDOWN", "Left bot SHUTDOWN")
        .hasSize(4);
    assertThat(loopback.refusedConnect("").code()).isEqualTo("unavailable");
    assertThat(loopback.refusedConnect("room=new").code()).isEqualTo("unavailable");
    assertThat(world.clock.scheduled()).as("no alarm is left but those of rooms").isLessThan(2);
  }

  @Test
  void whoever_reads_slowly_reads_to_the_end_first() {
    LoopbackClient slow = loopback.connect().stopReading();
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok").say("one").say("two");

    CompletableFuture<Boolean> drained = drain(rooms, LIMIT);
    tom.isClosed(CloseReason.GOING_AWAY);
    assertThat(drained).isNotDone();
    assertThat(slow.isConnected()).isTrue();
    world.clock.advance(LIMIT.minusNanos(1));
    slow.readOn().sees("tom说:one", "tom说:two");

    slow.isClosed(CloseReason.GOING_AWAY);
    assertThat(drained).isCompletedWithValue(true);
    world.clock.advance(LIMIT);
    assertThat(drained).isCompletedWithValue(true);
  }

  @Test
  void whoever_does_not_read_in_time_is_cut_off() {
    LoopbackClient stuck = loopback.connect().claim("stuck").stopReading();
    CompletableFuture<Boolean> drained = drain(rooms, LIMIT);
    assertThat(record.comings()).containsExactly("Joined stuck", "Left stuck SHUTDOWN");

    world.clock.advance(LIMIT.minusNanos(1));
    assertThat(drained).isNotDone();
    world.clock.advance(Duration.ofNanos(1));

    assertThat(drained).isCompletedWithValue(false);
    assertThat(rooms.room("lobby").stats().sessions()).isZero();
    assertThat(record.comings()).hasSize(2);
    stuck.readOn();
    assertThat(rooms.room("lobby").stats().sessions()).isZero();
  }

  @Test
  void without_any_time_all_are_cut_off_who_do_not_keep_up() {
    LoopbackClient tom = loopback.connect();
    loopback.connect().stopReading();

    CompletableFuture<Boolean> drained = drain(rooms, Duration.ZERO);
    world.clock.advance(Duration.ZERO);

    tom.isClosed(CloseReason.GOING_AWAY);
    assertThat(drained).isCompletedWithValue(false);
  }

  @Test
  void what_was_claimed_before_is_answered_before_the_end() {
    ManualExecutor executor = world.executor();
    LoopbackTransport lane = LoopbackTransport.startedOn(rooms, executor);
    LoopbackClient tom = lane.connect();
    executor.runAll();
    tom.session().claim("tom");

    CompletableFuture<Boolean> drained = drain(rooms, LIMIT);
    assertThat(drained).isNotDone();
    executor.runAll();

    assertThat(tom.transcript()).endsWith("closed going_away");
    assertThat(drained).isCompletedWithValue(true);
    assertThat(record.comings()).containsExactly("Joined tom", "Left tom SHUTDOWN");
  }

  @Test
  void commands_are_refused_from_then_on() {
    LoopbackClient slow = loopback.connect().stopReading();
    var unused = drain(rooms, LIMIT);

    slow.claim("late");
    slow.readOn().isRefused("session_closed");

    assertThat(record.events).isEmpty();
  }

  @Test
  void to_ask_twice_is_to_ask_once_and_the_shorter_time_holds() {
    loopback.connect().stopReading();
    CompletableFuture<Boolean> first = drain(rooms, Duration.ofHours(1));
    CompletableFuture<Boolean> second = drain(rooms, Duration.ofSeconds(1));

    world.clock.advance(Duration.ofSeconds(1));

    assertThat(first).isCompletedWithValue(false);
    assertThat(second).isCompletedWithValue(false);
    assertThat(drain(rooms, LIMIT)).isCompletedWithValue(false);
  }

  @Test
  void nobody_can_spoil_the_answer_for_another() {
    loopback.connect().stopReading();
    drain(rooms, LIMIT).complete(true);

    CompletableFuture<Boolean> mine = drain(rooms, LIMIT);

    assertThat(mine).isNotDone();
  }

  @Test
  void a_session_that_the_application_attaches_meanwhile_ends_at_once() {
    LoopbackClient slow = loopback.connect().stopReading();
    CompletableFuture<Boolean> drained = drain(rooms, LIMIT);

    ChatSession known = rooms.room("lobby").attach();
    ChatSession fresh = rooms.room("new").attach();
    assertThat(known.claim("x").toCompletableFuture().join())
        .extracting("code")
        .isEqualTo("session_closed");
    assertThat(fresh.claim("x").toCompletableFuture().join())
        .extracting("code")
        .isEqualTo("session_closed");
    slow.readOn();

    assertThat(drained).isCompletedWithValue(true);
  }

  @Test
  void a_slow_reader_that_would_be_closed_is_cut_off_too_and_counted_once() {
    List<Boolean> lagged = new ArrayList<>();
    ChatRooms strict =
        world.immediate(
            each ->
                each.log(2, 1_000_000)
                    .slowReaders(SlowReaderPolicy.CLOSE)
                    .metrics(
                        new dev.chatroom.spi.ChatMetrics() {
                          @Override
                          public void lagged(long bytes, boolean closed) {
                            lagged.add(closed);
                          }
                        }));
    LoopbackClient slow = LoopbackTransport.startedOn(strict).connect().stopReading();
    CompletableFuture<Boolean> drained = drain(strict, LIMIT);
    ChatRoom lobby = strict.room("lobby");
    for (int i = 0; i < 10; i++) {
      lobby.post("the end is near");
    }

    slow.readOn();

    assertThat(lagged).hasSizeLessThanOrEqualTo(1);
    assertThat(slow.isConnected()).isFalse();
    assertThat(drained).isCompletedWithValue(true);
  }

  @Test
  void closing_after_it_adds_nothing_and_ends_all() {
    LoopbackClient tom = loopback.connect().claim("tom");
    loopback.connect().claim("stuck").stopReading();
    CompletableFuture<Boolean> drained = drain(rooms, LIMIT);

    rooms.close();
    rooms.close();

    tom.isClosed(CloseReason.GOING_AWAY);
    assertThat(record.all(RoomEvent.Left.class)).hasSize(2);
    int before = record.events.size();
    world.clock.advance(LIMIT);
    assertThat(drained).as("one never read").isCompletedWithValue(false);
    assertThat(rooms.room("lobby").stats().sessions()).isZero();
    assertThat(record.events).hasSize(before);
    assertThat(drain(rooms, LIMIT)).isDone();
  }

  @Test
  void after_close_a_drain_is_over_at_once() {
    loopback.connect().claim("tom");
    rooms.close();

    assertThat(drain(rooms, LIMIT)).isCompletedWithValue(true);
  }

  @Test
  void many_threads_may_ask_at_once_while_others_come_and_go() throws InterruptedException {
    for (int round = 0; round < 20; round++) {
      Backplane shared = world.memory();
      ChatRooms other = world.immediate(each -> each.backplane(shared));
      ChatRooms busy = world.immediate(each -> each.backplane(shared));
      ChatRoom lobby = busy.room("lobby");
      CountDownLatch start = new CountDownLatch(1);
      List<CompletableFuture<Boolean>> drained = new java.util.concurrent.CopyOnWriteArrayList<>();
      List<Thread> threads = new ArrayList<>();
      Runnable drains = () -> drained.add(drain(busy, Duration.ofHours(1)));
      Runnable closes = busy::close;
      Runnable comes =
          () -> {
            for (int i = 0; i < 50; i++) {
              lobby.attach().claim(Thread.currentThread().getName() + i);
            }
          };
      for (Runnable each : Stream.of(drains, drains, closes, closes, comes, comes).toList()) {
        Thread thread =
            new Thread(
                () -> {
                  try {
                    start.await();
                    each.run();
                  } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                  }
                });
        threads.add(thread);
        thread.start();
      }
      start.countDown();
      for (Thread thread : threads) {
        thread.join();
      }

      assertThat(lobby.stats().sessions()).isZero();
      assertThat(lobby.occupants()).isEmpty();
      assertThat(other.room("lobby").occupants()).isEmpty();
      assertThat(drained).hasSize(2).allMatch(each -> each.getNow(false));
    }
  }
}
