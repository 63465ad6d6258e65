package dev.chatroom.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofSeconds(8);

  private static Schedule of(long seed) {
    return Schedule.of(seed, 3, MINUTE, LONGEST);
  }

  @Test
  void is_the_same_for_the_same_seed() {
    assertThat(of(7)).isEqualTo(of(7)).hasToString(of(7).toString());
    assertThat(of(7)).isNotEqualTo(of(8));
  }

  @Test
  void has_nothing_after_its_end() {
    assertThat(of(7).faults()).isNotEmpty().allMatch(each -> each.end().compareTo(MINUTE) <= 0);
  }

  @Test
  void has_every_kind_of_fault_in_a_minute() {
    Set<Class<?>> kinds = new HashSet<>();
    of(7).faults().forEach(each -> kinds.add(each.fault().getClass()));

    assertThat(kinds)
        .contains(
            Fault.KillNode.class,
            Fault.StopNode.class,
            Fault.PauseNode.class,
            Fault.CutNode.class,
            Fault.HoldNode.class,
            Fault.ResetNode.class,
            Fault.KillRedis.class,
            Fault.PauseRedis.class,
            Fault.FlushScripts.class,
            Fault.FailOver.class);
  }

  @Test
  void breaks_nothing_that_is_broken() {
    LongStream.range(0, 50)
        .forEach(
            seed -> {
              List<Schedule.Planned> redis =
                  of(seed).faults().stream()
                      .filter(each -> each.fault() instanceof Fault.OfRedis)
                      .toList();
              for (int i = 1; i < redis.size(); i++) {
                assertThat(redis.get(i).at()).isGreaterThan(redis.get(i - 1).end());
              }
            });
  }

  @Test
  void counts_what_may_make_another_log() {
    Schedule schedule =
        new Schedule(
            List.of(
                planned(1, new Fault.FailOver(true)),
                planned(2, new Fault.FailOver(false)),
                planned(3, new Fault.KillRedis())));

    assertThat(schedule.promotions()).isEqualTo(2);
  }

  private static Schedule.Planned planned(long second, Fault fault) {
    return new Schedule.Planned(Duration.ofSeconds(second), Duration.ZERO, fault);
  }
}
