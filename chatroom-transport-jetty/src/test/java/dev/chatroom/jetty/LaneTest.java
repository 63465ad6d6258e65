package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.spi.Frame;
import dev.chatroom.spi.Frames;
import dev.chatroom.testkit.ManualExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A lane runs its tasks in order, one at a time, and shares its threads. */
class LaneTest {

  private final List<String> ran = new ArrayList<>();
  private final ManualExecutor threads = new ManualExecutor();
  private final Lane lane = new Lane(threads);

  @Test
  void nothing_runs_within_execute() {
    lane.execute(() -> ran.add("a"));
    assertThat(ran).isEmpty();
    threads.runAll();
    assertThat(ran).containsExactly("a");
  }

  @Test
  void a_task_that_is_given_by_another_comes_after_it_and_after_what_waits() {
    lane.execute(
        () -> {
          lane.execute(() -> ran.add("c"));
          ran.add("a");
        });
    lane.execute(() -> ran.add("b"));
    threads.runAll();
    assertThat(ran).containsExactly("a", "b", "c");
  }

  @Test
  void a_task_that_throws_does_not_keep_the_next_from_running() {
    lane.execute(
        () -> {
          throw new AssertionError("on purpose");
        });
    lane.execute(() -> ran.add("b"));
    try (Logged logged = new Logged()) {
      threads.runAll();
      assertThat(logged.lines()).containsExactly("ERROR a task of a lane failed");
    }
    assertThat(ran).containsExactly("b");
  }

  @Test
  void others_run_between_although_there_is_always_more_to_do() {
    Runnable[] again = new Runnable[1];
    again[0] = () -> lane.execute(again[0]);
    lane.execute(again[0]);
    new Lane(threads).execute(() -> ran.add("other"));
    for (int turns = 0; ran.isEmpty(); turns++) {
      assertThat(turns).isLessThan(1_000);
      threads.runNext();
    }
  }

  @Test
  void what_comes_in_runs_where_it_came_in_and_what_comes_of_it_in_the_next_turn() {
    lane.runHere(
        () -> {
          lane.execute(() -> ran.add("b"));
          lane.runHere(() -> ran.add("c"));
          ran.add("a");
        });
    assertThat(ran).containsExactly("a");
    threads.runAll();
    assertThat(ran).containsExactly("a", "b", "c");
  }

  @Test
  void what_goes_on_aside_is_no_task_of_it_and_may_take_in_at_once() {
    lane.aside(
        () -> {
          lane.runHere(() -> ran.add("a"));
          ran.add("b");
        });
    assertThat(ran).isEmpty();
    threads.runAll();
    assertThat(ran).containsExactly("a", "b");
  }

  @Test
  void what_its_clients_share_is_kept_for_one_turn() {
    Frames frames = new Frames(List.of(new Frame("a", 1), new Frame("b", 2)));
    List<byte[]> memory = new ArrayList<>();
    Runnable write = () -> memory.add(lane.texts().of(frames).array());
    lane.execute(write);
    lane.execute(write);
    threads.runAll();
    lane.execute(write);
    threads.runAll();
    assertThat(memory.get(1)).isSameAs(memory.get(0));
    assertThat(memory.get(2)).isNotSameAs(memory.get(0));
  }

  @Test
  void what_comes_in_waits_for_what_is_due() {
    lane.execute(() -> ran.add("a"));
    lane.runHere(() -> ran.add("b"));
    assertThat(ran).isEmpty();
    threads.runAll();
    assertThat(ran).containsExactly("a", "b");
  }

  @Test
  void what_is_left_when_the_threads_are_gone_is_done_elsewhere() throws InterruptedException {
    Lane left =
        new Lane(
            task -> {
              throw new RejectedExecutionException();
            });
    CountDownLatch done = new CountDownLatch(1);
    left.execute(done::countDown);
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void what_the_threads_do_not_come_to_can_be_done_by_another_and_is_done_once() {
    lane.execute(() -> lane.execute(() -> ran.add("b")));
    lane.execute(() -> ran.add("a"));
    lane.takeOver();
    assertThat(ran).containsExactly("a", "b");
    lane.execute(() -> ran.add("c"));
    threads.runAll();
    assertThat(ran).containsExactly("a", "b", "c");
  }

  @Test
  void a_turn_that_is_being_run_is_not_taken_over() {
    lane.execute(
        () -> {
          lane.execute(() -> ran.add("b"));
          lane.takeOver();
          ran.add("a");
        });
    threads.runAll();
    assertThat(ran).containsExactly("a", "b");
  }
}
