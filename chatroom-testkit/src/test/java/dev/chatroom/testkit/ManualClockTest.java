package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ManualClockTest {

  @Test
  void stands_still_until_it_is_told_to_go_on() {
    ManualClock clock = new ManualClock();
    Clock there = clock.withZone(ZoneId.of("Asia/Shanghai"));

    assertThat(clock.instant()).isEqualTo(ManualClock.START);
    clock.advance(Duration.ofSeconds(90));

    assertThat(clock.instant()).isEqualTo(ManualClock.START.plusSeconds(90));
    assertThat(there.instant()).isEqualTo(clock.instant());
    assertThat(there.getZone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
  }

  @Test
  void never_goes_back() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ManualClock().advance(Duration.ofMillis(-1)))
        .withMessage("duration: PT-0.001S (expected: >= 0)");
  }
}
