package dev.chatroom.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PresencePolicyTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void the_window_widens_with_the_list_up_to_its_most() {
    PresencePolicy policy = new PresencePolicy(Duration.ofMillis(1), SECOND, 10);

    assertThat(policy.window(0)).isZero();
    assertThat(policy.window(10)).isEqualTo(Duration.ofMillis(10));
    assertThat(policy.window(999)).isEqualTo(Duration.ofMillis(999));
    assertThat(policy.window(1_000)).isEqualTo(SECOND);
    assertThat(policy.window(Integer.MAX_VALUE)).isEqualTo(SECOND);
  }

  @Test
  void one_that_nobody_would_notice_is_none() {
    PresencePolicy policy = new PresencePolicy(Duration.ofMillis(1), SECOND, 10);

    assertThat(policy.window(1)).isZero();
    assertThat(policy.window(2)).isEqualTo(Duration.ofMillis(2));
  }

  @Test
  void by_default_a_small_room_has_none_and_a_thousand_names_make_it_50_ms_wide() {
    PresencePolicy policy = PresencePolicy.defaults();

    assertThat(policy.window(19)).isZero();
    assertThat(policy.window(20)).isEqualTo(Duration.ofMillis(2));
    assertThat(policy.window(1_000)).isEqualTo(Duration.ofMillis(100));
    assertThat(policy.window(1_000_000)).isEqualTo(Duration.ofSeconds(2));
    assertThat(policy.maxListed()).isEqualTo(1_000);
  }

  @Test
  void there_may_be_none_at_all() {
    assertThat(new PresencePolicy(Duration.ZERO, SECOND, 0).window(1_000_000)).isZero();
    assertThat(new PresencePolicy(SECOND, Duration.ZERO, 0).window(1_000_000)).isZero();
  }

  @Test
  void bounds_are_checked() {
    assertThatThrownBy(() -> new PresencePolicy(Duration.ofNanos(-1), SECOND, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("windowPerName:");
    assertThatThrownBy(() -> new PresencePolicy(SECOND.plusNanos(1), SECOND, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PresencePolicy(SECOND, Duration.ofSeconds(61), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("maxWindow:");
    assertThatThrownBy(() -> new PresencePolicy(SECOND, SECOND, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("maxListed:");
  }
}
