package dev.chatroom.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.internal.CommandGate.Entry;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CommandGateTest {

  private final AtomicInteger callbacks = new AtomicInteger();
  private final CommandGate gate = new CommandGate(callbacks::incrementAndGet);

  @Test
  void lets_commands_in_until_it_is_closed() {
    assertThat(gate.enter()).isEqualTo(Entry.ENTERED);
    assertThat(gate.isClosed()).isFalse();

    gate.close();

    assertThat(gate.isClosed()).isTrue();
    assertThat(gate.enter()).isEqualTo(Entry.CLOSED);
  }

  @Test
  void an_idle_session_ends_when_it_is_closed() {
    gate.enter();
    gate.exit();
    assertThat(callbacks).hasValue(0);

    gate.close();

    assertThat(callbacks).hasValue(1);
  }

  @Test
  void a_busy_session_ends_with_its_last_command() {
    gate.enter();
    gate.enter();
    gate.close();
    gate.exit();
    assertThat(callbacks).hasValue(0);

    gate.exit();

    assertThat(callbacks).hasValue(1);
  }

  @Test
  void closing_twice_does_nothing() {
    gate.enter();
    gate.close();
    gate.close();
    gate.exit();
    gate.close();

    assertThat(callbacks).hasValue(1);
  }

  @Test
  void bounds_what_is_under_way() {
    for (int i = 0; i < 256; i++) {
      assertThat(gate.enter()).isEqualTo(Entry.ENTERED);
    }
    assertThat(gate.enter()).isEqualTo(Entry.FULL);

    gate.exit();

    assertThat(gate.enter()).isEqualTo(Entry.ENTERED);
    assertThat(gate.enter()).isEqualTo(Entry.FULL);
  }

  @Test
  void whatever_the_race_the_end_comes_once_and_after_all_commands() throws Exception {
    try (Contest contest = new Contest()) {
      for (int round = 0; round < 2_000; round++) {
        race(contest);
      }
    }
  }

  private static void race(Contest contest) throws Exception {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger ends = new AtomicInteger();
    AtomicInteger tooEarly = new AtomicInteger();
    CommandGate raced =
        new CommandGate(
            () -> {
              ends.incrementAndGet();
              tooEarly.addAndGet(underWay.get());
            });
    Callable<Boolean> commands =
        () -> {
          while (raced.enter() == Entry.ENTERED) {
            underWay.incrementAndGet();
            underWay.decrementAndGet();
            raced.exit();
          }
          return true;
        };
    Callable<Boolean> closing =
        () -> {
          raced.close();
          return true;
        };

    assertThat(contest.between(List.of(commands, closing, commands))).containsOnly(true);
    assertThat(ends).hasValue(1);
    assertThat(tooEarly).hasValue(0);
  }
}
