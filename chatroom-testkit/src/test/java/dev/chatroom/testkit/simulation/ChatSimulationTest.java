package dev.chatroom.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.chatroom.LeaveReason;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomName;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChatSimulationTest {

  private static final int SEEDS = 600;
  private static long begun;

  @BeforeAll
  static void begin() {
    begun = System.nanoTime();
  }

  @AfterAll
  static void sayHowLongItTook() {
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    int seeds = SEEDS * SimulatedShape.values().length;
    System.out.println(seeds + " simulated stories in " + took.toMillis() + " ms");
  }

  @ParameterizedTest
  @EnumSource(SimulatedShape.class)
  void the_laws_hold_in_every_story(SimulatedShape shape) {
    try (LogWatch log = new LogWatch()) {
      shape.simulation().seeds(SEEDS).check(log::nothingIsLogged).run();
    }
  }

  /** Laws that hold where nothing happens say little. */
  @Test
  void everything_happens_in_some_story() {
    Set<String> events = ConcurrentHashMap.newKeySet();
    Set<LeaveReason> reasons = ConcurrentHashMap.newKeySet();
    for (SimulatedShape each : SimulatedShape.values()) {
      each.simulation().seeds(120).check(() -> (room, event) -> note(event, events, reasons)).run();
    }

    assertThat(events)
        .isEqualTo(
            Arrays.stream(RoomEvent.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .filter(name -> !name.equals("Unbanned"))
                .collect(Collectors.toSet()));
    assertThat(reasons)
        .contains(
            LeaveReason.LEFT,
            LeaveReason.DISCONNECTED,
            LeaveReason.SHUTDOWN,
            LeaveReason.KICKED,
            LeaveReason.BANNED);
  }

  private static void note(RoomEvent event, Set<String> events, Set<LeaveReason> reasons) {
    events.add(event.getClass().getSimpleName());
    if (event instanceof RoomEvent.Left left) {
      reasons.add(left.reason());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ROOMS_RETIRED", "THREE_NODES_ROOMS_RETIRED", "LOGS_LOST"})
  void some_rooms_have_one_log_after_another(SimulatedShape shape) {
    Set<Integer> logsOfARoom = ConcurrentHashMap.newKeySet();

    shape.simulation().seeds(300).check(() -> logsOfEachRoom(logsOfARoom)).run();

    assertThat(logsOfARoom).contains(1, 2);
  }

  private static Invariant logsOfEachRoom(Set<Integer> counts) {
    Map<RoomName, Set<String>> epochs = new HashMap<>();
    return (room, event) -> {
      Set<String> known = epochs.computeIfAbsent(room, each -> new HashSet<>());
      known.add(event.position().epoch());
      counts.add(known.size());
    };
  }

  @Test
  void a_story_that_breaks_something_is_told_in_short_with_its_seed() {
    ChatSimulation.Builder simulation =
        ChatSimulation.builder().immediate().seeds(50).check(() -> nobodySays("hi 5"));

    assertThatThrownBy(simulation::run)
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching(
            "(?s)seed \\d+: check 1 is broken: .*hi 5.*"
                + "Its story, [123] steps of 100, to be told again with .seed\\(\\d+\\):.*"
                + "  client \\d connects to room \\d on node 0, lane \\d.*"
                + "  client \\d says \"hi 5\".*");
  }

  @Test
  void the_same_seed_is_the_same_story_with_the_same_end() {
    ChatSimulation.Builder simulation =
        SimulatedShape.THREE_NODES.simulation().seeds(200).check(() -> nobodySays("hi 30"));

    Throwable once = catchThrowable(simulation::run);
    Throwable again = catchThrowable(simulation::run);

    assertThat(once).isInstanceOf(AssertionError.class);
    assertThat(again).hasMessage(once.getMessage());
  }

  private static Invariant nobodySays(String text) {
    return (room, event) -> {
      if (event instanceof RoomEvent.Posted posted) {
        assertThat(posted.message().text()).isNotEqualTo(text);
      }
    };
  }
}
