package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualExecutorTest {

  private final List<String> ran = new ArrayList<>();

  @Test
  void runs_tasks_in_order_when_it_is_told_to() {
    ManualExecutor executor = new ManualExecutor();
    executor.execute(() -> ran.add("a"));
    executor.execute(
        () -> {
          ran.add("b");
          executor.execute(() -> ran.add("d"));
        });
    executor.execute(() -> ran.add("c"));

    assertThat(executor.pending()).isEqualTo(3);
    assertThat(ran).isEmpty();
    assertThat(executor.runNext()).isTrue();
    assertThat(ran).containsExactly("a");
    assertThat(executor.runAll()).isEqualTo(3);
    assertThat(ran).containsExactly("a", "b", "c", "d");
    assertThat(executor.runNext()).isFalse();
    assertThat(executor.pending()).isZero();
  }

  @Test
  void runs_one_task_at_a_time() {
    ManualExecutor executor = new ManualExecutor();
    executor.execute(executor::runAll);

    assertThatIllegalStateException()
        .isThrownBy(executor::runAll)
        .withMessage("a task is running (expected: one at a time)");
  }

  @Test
  void goes_on_after_a_task_that_throws() {
    ManualExecutor executor = new ManualExecutor();
    executor.execute(
        () -> {
          throw new IllegalStateException("task");
        });
    executor.execute(() -> ran.add("next"));

    assertThatIllegalStateException().isThrownBy(executor::runAll).withMessage("task");
    executor.runAll();

    assertThat(ran).containsExactly("next");
  }

  @Test
  void shows_a_live_lock() {
    ManualExecutor executor = new ManualExecutor(10);
    endless(executor);

    assertThatIllegalStateException()
        .isThrownBy(executor::runAll)
        .withMessage("runAll: 10 tasks run, 1 pending (maxTasks: 10)");
  }

  private static void endless(ManualExecutor executor) {
    executor.execute(() -> endless(executor));
  }

  @Test
  void takes_as_many_tasks_as_the_bound_says() {
    ManualExecutor executor = new ManualExecutor(2);
    executor.execute(() -> ran.add("a"));
    executor.execute(() -> ran.add("b"));

    assertThat(executor.runAll()).isEqualTo(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ManualExecutor(0))
        .withMessage("maxTasks: 0 (expected: > 0)");
  }
}
