package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.CloseReason;
import dev.chatroom.Outcome;
import dev.chatroom.policy.NicknamePolicy;
import dev.chatroom.policy.SlowReaderPolicy;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.ChatMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What an operator is told, that it is right, and that it costs nobody anything. */
class ChatMetricsTest {

  private final World world = new World();
  private final Recorded told = new Recorded();

  @AfterEach
  void close() {
    world.close();
  }

  private ChatRooms rooms() {
    return world.immediate(each -> each.metrics(told));
  }

  /** Writes down what it is told. */
  private static final class Recorded implements ChatMetrics {

    final List<String> story = new ArrayList<>();
    long events;
    long bytes;
    int signalsDropped;
    long furthest;
    int fed;

    @Override
    public synchronized void roomOpened() {
      story.add("room opened");
    }

    @Override
    public synchronized void roomClosed() {
      story.add("room closed");
    }

    @Override
    public synchronized void sessionAttached() {
      story.add("attached");
    }

    @Override
    public synchronized void sessionEnded(String reason) {
      story.add("ended " + reason);
    }

    @Override
    public synchronized void appended(int more, long weigh) {
      assertThat(more).isPositive();
      assertThat(weigh).isNotNegative();
      events += more;
      bytes += weigh;
    }

    @Override
    public synchronized void refused(String code) {
      story.add("refused " + code);
    }

    @Override
    public synchronized void lagged(long behind, boolean closed) {
      story.add((closed ? "closed " : "reset ") + (behind > 0 ? "behind" : "not behind"));
    }

    @Override
    public synchronized void laneDrained(Duration took, int cursors, long furthestBehindBytes) {
      assertThat(took).isGreaterThanOrEqualTo(Duration.ZERO);
      furthest = furthestBehindBytes;
      fed = cursors;
    }

    @Override
    public synchronized void signalsDropped(int signals) {
      signalsDropped += signals;
    }
  }

  @Test
  void rooms_are_counted_as_they_come_and_go() {
    ChatRooms rooms = rooms();
    rooms.room("dev");
    rooms.room("dev");
    LoopbackTransport.startedOn(rooms).connect("room=tmp").disconnect();
    world.clock.advance(Duration.ofMinutes(10));
    assertThat(told.story)
        .containsExactly(
            "room opened",
            "room opened",
            "room opened",
            "attached",
            "ended disconnected",
            "room closed");
    told.story.clear();

    rooms.close();
    rooms.close();

    assertThat(told.story).containsExactly("room closed", "room closed");
  }

  @Test
  void sessions_are_counted_once_with_why_they_ended() {
    ChatRooms rooms = rooms();
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    LoopbackClient tom = loopback.connect().claim("tom");
    LoopbackClient ann = loopback.connect();
    ChatSession bot = rooms.room("lobby").attach();
    told.story.clear();

    tom.disconnect();
    tom.disconnect();
    ann.session().close(CloseReason.TIMED_OUT);
    ann.disconnect();
    bot.close();
    bot.close();
    loopback.connect();
    rooms.close();

    assertThat(told.story)
        .containsExactly(
            "ended disconnected",
            "ended timed_out",
            "ended ended",
            "attached",
            "ended going_away",
            "room closed");
  }

  @Test
  void events_are_counted_with_what_they_weigh_in_the_log() {
    ChatRooms rooms = rooms();
    LoopbackClient tom = LoopbackTransport.startedOn(rooms).connect().claim("tom");
    tom.say("hi").say("你好");

    assertThat(told.events).isEqualTo(3).isEqualTo(rooms.room("lobby").stats().logEvents());
    assertThat(told.bytes).isEqualTo(rooms.room("lobby").stats().logBytes());
  }

  @Test
  void events_of_other_nodes_are_counted_too_and_those_of_before_are_not() {
    Backplane shared = world.memory();
    ChatRooms other = world.immediate(each -> each.backplane(shared));
    LoopbackClient tom = LoopbackTransport.startedOn(other).connect().claim("tom").say("before");

    ChatRooms here = world.immediate(each -> each.backplane(shared).metrics(told));
    tom.say("after");

    assertThat(told.events).isEqualTo(1);
    here.close();
  }

  @Test
  void events_are_counted_once_when_many_threads_append() throws InterruptedException {
    ChatRooms rooms = rooms();
    ChatRoom lobby = rooms.room("lobby");
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int n = 0; n < 2_000; n++) {
                  lobby.post("hi");
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(told.events).isEqualTo(8_000);
    assertThat(told.bytes).isEqualTo(8_000 * (320 + 2));
  }

  @Test
  void refusals_are_counted_by_code_wherever_they_come_from() {
    ChatRooms rooms =
        world.immediate(
            each ->
                each.metrics(told)
                    .roomsOnDemand(false)
                    .nicknames(NicknamePolicy.precis(8).reserving(List.of("admin"))));
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    LoopbackClient tom = loopback.connect().claim("tom");
    LoopbackClient ann = loopback.connect();
    told.story.clear();

    loopback.refusedConnect("room=nowhere");
    loopback.refusedConnect("room=%20");
    ann.claim("tom")
        .claim("admin")
        .claim("")
        .emit("x", null)
        .emit("message", null)
        .emit("nickname", 1);
    ann.session().post("hi");
    tom.emit("kick", Map.of("nickname", "ann"));

    assertThat(told.story)
        .containsExactly(
            "refused room_unknown",
            "refused room_illegal",
            "refused nickname_taken",
            "refused nickname_reserved",
            "refused nickname_blank",
            "refused unknown_event",
            "refused malformed",
            "refused malformed",
            "refused nickname_required",
            "refused forbidden");
  }

  @Test
  void nothing_is_refused_that_nobody_asked_for() {
    ChatRooms rooms = rooms();
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
    String token = tom.received().get(1).field("token");
    LoopbackTransport slow = world.lane(rooms);
    for (int i = 0; i < 10; i++) {
      LoopbackClient tab = slow.connect("token=" + token + "&presence=delta");
      tab.session().close();
      tom.claim("tom" + i);
      tom.session().leave();
      tom.claim("tom");
      world.run();
    }

    assertThat(told.story).noneMatch(each -> each.startsWith("refused"));
  }

  @Test
  void who_fell_off_the_log_is_counted_as_reset_or_closed() {
    for (SlowReaderPolicy policy : List.of(SlowReaderPolicy.RESET, SlowReaderPolicy.CLOSE)) {
      ChatRooms rooms =
          world.immediate(each -> each.metrics(told).log(4, 1_000_000).slowReaders(policy));
      LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
      LoopbackClient slow = loopback.connect().stopReading();
      LoopbackClient tom = loopback.connect().claim("tom");
      for (int i = 0; i < 10; i++) {
        tom.say("m" + i);
      }
      if (slow.isConnected()) {
        slow.readOn();
      }
    }

    assertThat(told.story.stream().filter(each -> each.contains("behind")))
        .containsExactly("reset behind", "closed behind");
  }

  @Test
  void a_lane_s_turn_tells_how_many_it_fed_and_how_far_behind_the_slowest_is() {
    ChatRooms rooms = rooms();
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    LoopbackClient slow = loopback.connect().stopReading();
    LoopbackClient tom = loopback.connect();
    loopback.connect();
    rooms.room("lobby").post("hi");

    assertThat(told.fed).as("all three").isEqualTo(3);
    assertThat(told.furthest).isEqualTo(320 + 2);
    assertThat(rooms.room("lobby").stats().furthestBehindBytes()).isEqualTo(320 + 2);
    tom.claim("tom").claim("tom");
    slow.readOn();

    assertThat(told.fed).as("the one that read on").isEqualTo(1);
    assertThat(told.furthest).isZero();
    assertThat(rooms.room("lobby").stats().furthestBehindBytes()).isZero();
  }

  @Test
  void signals_that_are_dropped_are_counted() {
    ChatRooms rooms = rooms();
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    LoopbackTransport stuck = world.lane(rooms);
    LoopbackClient ann = stuck.connect();
    world.run();
    LoopbackClient tom = loopback.connect().claim("tom");
    for (int i = 0; i < 70; i++) {
      tom.emit("signal", "typing");
    }
    assertThat(told.signalsDropped).isEqualTo(6);

    world.run();

    assertThat(ann.transcript().stream().filter(each -> each.equals("signal tom typing")))
        .hasSize(64);
  }

  /** Fails whatever it is told. */
  private static ChatMetrics failing(RuntimeException failure) {
    return failingWith(failure);
  }

  private static ChatMetrics failingWith(Throwable failure) {
    return new ChatMetrics() {
      @Override
      public void roomOpened() {
        fail();
      }

      @Override
      public void roomClosed() {
        fail();
      }

      @Override
      public void sessionAttached() {
        fail();
      }

      @Override
      public void sessionEnded(String reason) {
        fail();
      }

      @Override
      public void appended(int events, long bytes) {
        fail();
      }

      @Override
      public void refused(String code) {
        fail();
      }

      @Override
      public void lagged(long bytes, boolean closed) {
        fail();
      }

      @Override
      public void laneDrained(Duration took, int cursors, long furthestBehindBytes) {
        fail();
      }

      @Override
      public void signalsDropped(int signals) {
        fail();
      }

      private void fail() {
        if (failure instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) failure;
      }
    };
  }

  @Test
  void metrics_that_throw_are_logged_once_and_disturb_nobody() {
    isDisturbedBy(failing(new IllegalStateException("metrics")));
  }

  @Test
  void metrics_that_throw_an_error_are_logged_once_and_disturb_nobody() {
    isDisturbedBy(failingWith(new NoClassDefFoundError("metrics")));
  }

  private void isDisturbedBy(ChatMetrics metrics) {
    Logger logger = (Logger) LoggerFactory.getLogger("dev.chatroom");
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    logger.addAppender(logged);
    try {
      ChatRooms rooms = world.immediate(each -> each.metrics(metrics).log(4, 1_000_000));
      LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
      LoopbackClient slow = loopback.connect().stopReading();
      LoopbackClient ann = loopback.connect("room=dev");
      ann.disconnect();
      LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
      tom.claim("").isRefused("nickname_blank");
      for (int i = 0; i < 5; i++) {
        tom.emitWithAck("message", Map.of("msg", "m" + i)).isAnswered("ok");
      }
      slow.readOn().seesReset("lagged");
      world.clock.advance(Duration.ofMinutes(10));
      rooms.close();
      tom.isClosed(CloseReason.GOING_AWAY);
    } finally {
      logger.detachAppender(logged);
    }
    assertThat(logged.list.stream().filter(each -> each.getLevel() == Level.ERROR)).hasSize(1);
  }

  /**
   * Whatever it is told, it asks the rooms on another thread and waits for the answer; nobody may
   * hold anything meanwhile.
   */
  @Test
  void nothing_is_held_while_it_is_told() {
    AtomicReference<@Nullable ChatRooms> asked = new AtomicReference<>();
    List<String> stuck = new ArrayList<>();
    List<String> answered = new ArrayList<>();
    Runnable asks =
        () -> {
          ChatRooms rooms = asked.get();
          // What it asks is told as well, and is not to be asked about again.
          if (rooms != null && !Thread.currentThread().getName().equals("asks")) {
            Thread other =
                new Thread(
                    () -> {
                      rooms.room("lobby").occupants();
                      rooms.addListener((room, event) -> {}).close();
                      rooms.room("lobby").stats();
                    },
                    "asks");
            other.setDaemon(true);
            other.start();
            join(other);
            (other.isAlive() ? stuck : answered)
                .add(Thread.currentThread().getStackTrace()[2].getMethodName());
          }
        };
    ChatMetrics asking =
        new ChatMetrics() {
          @Override
          public void roomOpened() {
            asks.run();
          }

          @Override
          public void roomClosed() {
            asks.run();
          }

          @Override
          public void sessionAttached() {
            asks.run();
          }

          @Override
          public void sessionEnded(String reason) {
            asks.run();
          }

          @Override
          public void appended(int events, long bytes) {
            asks.run();
          }

          @Override
          public void refused(String code) {
            asks.run();
          }

          @Override
          public void lagged(long bytes, boolean closed) {
            asks.run();
          }

          @Override
          public void laneDrained(Duration took, int cursors, long furthestBehindBytes) {
            asks.run();
          }

          @Override
          public void signalsDropped(int signals) {
            asks.run();
          }
        };
    ChatRooms rooms = world.immediate(each -> each.metrics(asking).log(4, 1_000_000));
    asked.set(rooms);
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    LoopbackClient slow = loopback.connect().stopReading();
    loopback.connect("room=dev").disconnect();
    loopback.refusedConnect("room=%20");
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
    for (int i = 0; i < 5; i++) {
      tom.say("m" + i);
    }
    slow.readOn().seesReset("lagged");
    world.clock.advance(Duration.ofMinutes(10));

    assertThat(answered).hasSizeGreaterThan(20);
    assertThat(stuck).isEmpty();
  }

  /** A bound for a test that would else never end; it is not reached when all is well. */
  private static void join(Thread other) {
    try {
      other.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void an_answer_is_the_same_whoever_counts() {
    Outcome counted = rooms().room("lobby").post("hi").toCompletableFuture().join();

    assertThat(counted).isInstanceOf(Outcome.Accepted.class);
  }
}
