package dev.chatroom.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void so_many_a_second_are_twice_as_many_at_once() {
    assertThat(RateLimit.perSecond(5)).isEqualTo(new RateLimit(5, SECOND, 10));
  }

  @Test
  void lets_at_least_something_pass() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateLimit(0, SECOND, 1))
        .withMessage("permits: 0 (expected: 1 to 1000000)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateLimit(1, SECOND, 0))
        .withMessage("burst: 0 (expected: 1 to 1000000)");
  }

  @Test
  void lets_no_more_pass_than_can_be_counted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateLimit(1_000_001, SECOND, 1))
        .withMessage("permits: 1000001 (expected: 1 to 1000000)");
    assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.perSecond(Integer.MAX_VALUE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateLimit(1, Duration.ofDays(2), 1))
        .withMessage("period: PT48H (expected: > 0 and <= PT24H)");
  }

  @Test
  void a_period_takes_time() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateLimit(1, Duration.ZERO, 1))
        .withMessage("period: PT0S (expected: > 0 and <= PT24H)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateLimit(1, SECOND.negated(), 1))
        .withMessage("period: PT-1S (expected: > 0 and <= PT24H)");
  }
}
