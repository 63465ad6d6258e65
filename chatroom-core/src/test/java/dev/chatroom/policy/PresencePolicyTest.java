package dev.chatroom.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PresencePolicyTest {

  private static final Duration MILLI = Duration.ofMillis(1);
  private final PresencePolicy policy = new PresencePolicy(MILLI, Duration.ofMillis(10), 5);

  @Test
  void the_window_is_as_wide_as_the_list_is_long() {
    assertThat(policy.window(3)).isEqualTo(Duration.ofMillis(3));
    assertThat(policy.window(9)).isEqualTo(Duration.ofMillis(9));
  }

  @Test
  void the_window_has_a_widest() {
    assertThat(policy.window(10)).isEqualTo(Duration.ofMillis(10));
    assertThat(policy.window(11)).isEqualTo(Duration.ofMillis(10));
    assertThat(policy.window(Integer.MAX_VALUE)).isEqualTo(Duration.ofMillis(10));
  }

  @Test
  void a_window_that_nobody_notices_is_none() {
    assertThat(policy.window(0)).isZero();
    assertThat(policy.window(1)).isZero();
    assertThat(policy.window(2)).isEqualTo(Duration.ofMillis(2));
  }

  @Test
  void the_defaults_do_not_delay_small_rooms() {
    assertThat(PresencePolicy.defaults().window(39)).isZero();
    assertThat(PresencePolicy.defaults().window(1_000)).isEqualTo(Duration.ofMillis(50));
    assertThat(PresencePolicy.defaults().window(1_000_000)).isEqualTo(Duration.ofSeconds(2));
    assertThat(PresencePolicy.defaults().maxListed()).isEqualTo(1_000);
  }

  @Test
  void bounds_may_be_met_and_not_passed() {
    assertThat(new PresencePolicy(Duration.ofSeconds(1), Duration.ofMinutes(1), 0)).isNotNull();
    assertThat(new PresencePolicy(Duration.ZERO, Duration.ZERO, 0).window(9)).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PresencePolicy(MILLI.negated(), MILLI, 1))
        .withMessage("windowPerName: PT-0.001S (expected: 0 to PT1S)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PresencePolicy(Duration.ofSeconds(1).plusNanos(1), MILLI, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PresencePolicy(MILLI, Duration.ofMinutes(1).plusNanos(1), 1))
        .withMessageStartingWith("maxWindow: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PresencePolicy(MILLI, MILLI.negated(), 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PresencePolicy(MILLI, MILLI, -1))
        .withMessage("maxListed: -1 (expected: >= 0)");
  }
}
