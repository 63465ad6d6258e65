package dev.chatroom.internal;

import static dev.chatroom.internal.Events.bounds;
import static dev.chatroom.internal.Events.emptyLog;
import static dev.chatroom.internal.Events.history;
import static dev.chatroom.internal.Events.localLog;
import static dev.chatroom.internal.Events.posted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LaneTest {

  private final LocalLog log = localLog(emptyLog(), bounds(100, 1L << 40), history(10, 1L << 40));
  private final ManualExecutor executor = new ManualExecutor();
  private final Lane lane = laneOn(executor);
  private long head;

  private Lane laneOn(Executor on) {
    return new Lane(on, () -> log, true, TestSettings.DEFAULTS);
  }

  /** Something is said, and the lane is told. */
  private void say() {
    head++;
    log.append(posted(head, "tom", "hi"));
    lane.signal();
  }

  /** A cursor that writes down what it was fed. */
  private static class Reader implements Cursor {
    final List<Long> targets = new ArrayList<>();
    boolean ended;

    @Override
    public void feed(Turn turn) {
      targets.add(turn.target());
    }

    @Override
    public boolean isListed() {
      return true;
    }

    @Override
    public boolean needsList(int occupants) {
      return false;
    }

    @Override
    public long bytesBehind(Turn turn) {
      return 0;
    }

    @Override
    public boolean ended() {
      return ended;
    }

    @Override
    public void fail() {
      ended = true;
    }
  }

  private <C extends Cursor> C arrived(C cursor) {
    lane.add(cursor);
    executor.runAll();
    return cursor;
  }

  @Test
  void a_burst_of_events_costs_one_run_and_one_feeding() {
    Reader ann = arrived(new Reader());
    ann.targets.clear();

    for (int i = 0; i < 50; i++) {
      say();
    }

    assertThat(executor.waiting()).isEqualTo(1);
    executor.runAll();
    assertThat(ann.targets).containsExactly(50L);
  }

  @Test
  void an_event_after_the_run_asks_for_another() {
    Reader ann = arrived(new Reader());
    ann.targets.clear();

    say();
    executor.runAll();
    say();
    executor.runAll();

    assertThat(ann.targets).containsExactly(1L, 2L);
  }

  @Test
  void who_arrives_is_fed_though_nothing_is_new() {
    assertThat(arrived(new Reader()).targets).containsExactly(0L);
  }

  @Test
  void a_signal_without_anything_new_feeds_nobody_but_who_was_woken() {
    Reader ann = arrived(new Reader());
    Reader tom = arrived(new Reader());
    ann.targets.clear();
    tom.targets.clear();

    lane.signal();
    lane.wake(tom);
    executor.runAll();

    assertThat(ann.targets).isEmpty();
    assertThat(tom.targets).containsExactly(0L);
  }

  @Test
  void who_has_ended_is_not_fed_again() {
    Reader ann = arrived(new Reader());
    ann.ended = true;
    say();
    executor.runAll();
    ann.targets.clear();

    say();
    executor.runAll();

    assertThat(ann.targets).isEmpty();
  }

  @Test
  void tasks_run_in_order_before_anybody_is_fed() {
    List<String> story = new ArrayList<>();
    arrived(
        new Reader() {
          @Override
          public void feed(Turn turn) {
            story.add("fed");
          }
        });
    story.clear();

    say();
    lane.submit(() -> story.add("first"));
    lane.submit(() -> story.add("second"));
    executor.runAll();

    assertThat(story).containsExactly("first", "second", "fed");
  }

  @Test
  void a_task_that_fails_stops_nobody() {
    Reader ann = arrived(new Reader());
    ann.targets.clear();
    List<String> story = new ArrayList<>();

    lane.submit(
        () -> {
          throw new IllegalStateException("thrown by the test");
        });
    lane.submit(() -> story.add("next"));
    say();
    executor.runAll();

    assertThat(story).containsExactly("next");
    assertThat(ann.targets).containsExactly(1L);
  }

  /** A cursor whose outbound is broken. */
  private static class Broken extends Reader {
    @Override
    public void feed(Turn turn) {
      super.feed(turn);
      throw new AssertionError("thrown by the test: an Error, and not only an exception");
    }
  }

  @Test
  void a_cursor_that_fails_is_closed_and_the_others_go_on() {
    Broken broken = arrived(new Broken());
    Reader ann = arrived(new Reader());
    ann.targets.clear();

    say();
    executor.runAll();

    assertThat(broken.ended).isTrue();
    assertThat(broken.targets).containsExactly(0L);
    assertThat(ann.targets).containsExactly(1L);
  }

  @Test
  void a_cursor_that_cannot_even_be_closed_does_not_stop_the_others() {
    Reader first = new Reader();
    lane.add(first);
    lane.add(
        new Broken() {
          @Override
          public void fail() {
            super.fail();
            throw new IllegalStateException("thrown by the test, again");
          }
        });
    Reader last = new Reader();
    lane.add(last);

    executor.runAll();
    say();
    executor.runAll();

    assertThat(first.targets).endsWith(1L);
    assertThat(last.targets).endsWith(1L);
  }

  @Test
  void on_an_executor_that_runs_at_once_turns_follow_each_other_and_do_not_nest() {
    Lane direct = laneOn(Runnable::run);
    List<String> story = new ArrayList<>();
    direct.add(
        new Reader() {
          @Override
          public void feed(Turn turn) {
            story.add("begin");
            if (story.size() < 6) {
              direct.wake(this);
            }
            story.add("end");
          }
        });

    assertThat(story)
        .containsExactly("begin", "end", "begin", "end", "begin", "end", "begin", "end");
  }

  @Test
  void a_busy_lane_lets_other_tasks_run_after_sixteen_turns() {
    Reader restless =
        new Reader() {
          @Override
          public void feed(Turn turn) {
            super.feed(turn);
            lane.wake(this);
          }
        };
    lane.add(restless);

    executor.runOne();
    assertThat(restless.targets).hasSize(16);
    assertThat(executor.waiting()).isEqualTo(1);

    executor.runOne();
    assertThat(restless.targets).hasSize(32);
  }

  @Test
  void an_executor_that_is_gone_troubles_nobody_who_signals() {
    Reader ann = arrived(new Reader());
    ann.targets.clear();

    executor.rejects(true);
    assertThatCode(this::say).doesNotThrowAnyException();
    assertThat(executor.waiting()).isZero();

    executor.rejects(false);
    say();
    executor.runAll();
    assertThat(ann.targets).containsExactly(2L);
  }

  /** An event makes a turn for all; who arrives as that begins is in it, or is fed in the next. */
  @Test
  void who_arrives_while_the_lane_runs_is_fed_all_the_same() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Lane busy = laneOn(thread);
    Reader restless =
        new Reader() {
          @Override
          public void feed(Turn turn) {
            busy.wake(this);
          }
        };
    busy.add(restless);

    for (int i = 0; i < 5_000; i++) {
      CountDownLatch fed = new CountDownLatch(1);
      head++;
      log.append(posted(head, "tom", "hi"));
      busy.add(
          new Reader() {
            @Override
            public void feed(Turn turn) {
              ended = true;
              fed.countDown();
            }
          });
      assertThat(fed.await(30, TimeUnit.SECONDS)).as("arrival %d is fed", i).isTrue();
    }
    thread.shutdown();
  }
}
