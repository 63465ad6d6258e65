package dev.chatroom.internal;

import static dev.chatroom.internal.Events.bounds;
import static dev.chatroom.internal.Events.emptyLog;
import static dev.chatroom.internal.Events.history;
import static dev.chatroom.internal.Events.localLog;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Occupant;
import dev.chatroom.policy.PresencePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListWindowTest {

  /** 10 ms for each name, and a second at most. */
  private static final PresencePolicy POLICY =
      new PresencePolicy(Duration.ofMillis(10), Duration.ofSeconds(1), 1_000);

  private final ManualClock clock = new ManualClock();
  private final List<Duration> alarms = new ArrayList<>();
  private final List<Runnable> tasks = new ArrayList<>();
  private final List<Boolean> woken = new ArrayList<>();
  private final LocalLog log = localLog(emptyLog(), bounds(100, 1L << 40), history(10, 1L << 40));
  private final ListWindow window =
      new ListWindow(
          POLICY,
          clock,
          (delay, task) -> {
            alarms.add(delay);
            tasks.add(task);
            return () -> {};
          },
          () -> woken.add(true));

  private static Place place(long version, int occupants) {
    return new Place(version, version, occupants);
  }

  private void give(long version, int occupants) {
    List<Occupant> crowd = new ArrayList<>();
    for (int i = 0; i < occupants; i++) {
      crowd.add(Events.occupant("n" + i));
    }
    window.give(log, Roster.of(place(version, occupants), crowd, 1_000));
  }

  @Test
  void the_first_is_given_at_once() {
    assertThat(window.allows(log, place(0, 0))).isTrue();
  }

  @Test
  void what_was_given_is_not_given_again() {
    give(1, 5);
    clock.advance(Duration.ofDays(1));

    assertThat(window.allows(log, place(1, 5))).isFalse();
    assertThat(alarms).isEmpty();
  }

  @Test
  void a_change_within_the_window_waits_for_its_end() {
    give(1, 5);
    clock.advance(Duration.ofMillis(20));

    assertThat(window.allows(log, place(2, 6))).isFalse();
    assertThat(window.allows(log, place(3, 7))).isFalse();
    assertThat(alarms).as("one alarm, for the end").containsExactly(Duration.ofMillis(30));
    clock.advance(Duration.ofMillis(30));
    assertThat(window.takeDue()).isFalse();
    tasks.get(0).run();

    assertThat(woken).hasSize(1);
    assertThat(window.takeDue()).isTrue();
    assertThat(window.takeDue()).as("once").isFalse();
    assertThat(window.allows(log, place(3, 7))).isTrue();
  }

  @Test
  void a_change_after_the_window_is_given_at_once() {
    give(1, 5);
    clock.advance(Duration.ofMillis(50));

    assertThat(window.allows(log, place(2, 6))).isTrue();
    assertThat(alarms).isEmpty();
  }

  @Test
  void the_window_is_as_wide_as_the_list_is_long_and_not_wider_than_it_may_be() {
    give(1, 100);
    window.allows(log, place(2, 101));
    tasks.get(0).run();
    give(2, 5_000);
    window.allows(log, place(3, 5_001));

    assertThat(alarms).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  @Test
  void an_alarm_that_comes_too_early_is_set_again() {
    give(1, 5);
    window.allows(log, place(2, 6));
    clock.advance(Duration.ofMillis(49));
    tasks.get(0).run();

    assertThat(window.takeDue()).isTrue();
    assertThat(window.allows(log, place(2, 6))).isFalse();
    assertThat(alarms).containsExactly(Duration.ofMillis(50), Duration.ofMillis(1));
  }

  @Test
  void a_clock_that_was_set_back_delays_nothing_for_longer_than_a_window() {
    give(1, 5);
    clock.advance(Duration.ofDays(-1));

    assertThat(window.allows(log, place(2, 6))).isTrue();
    give(2, 6);
    clock.advance(Duration.ofMillis(-500));
    assertThat(window.allows(log, place(3, 7))).isFalse();
    assertThat(alarms).allMatch(each -> each.compareTo(POLICY.maxWindow()) <= 0);
  }

  @Test
  void another_log_is_told_at_once() {
    give(1, 5);
    LocalLog next = localLog(emptyLog(), bounds(100, 1L << 40), history(10, 1L << 40));

    assertThat(window.allows(next, place(1, 5))).isTrue();
  }
}
