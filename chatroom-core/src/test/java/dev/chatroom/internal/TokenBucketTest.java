package dev.chatroom.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.policy.RateLimit;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualClock clock = new ManualClock();
  // One every 200 ms, and 3 at once.
  private final TokenBucket bucket = new TokenBucket(new RateLimit(5, SECOND, 3), clock);

  private void empty() {
    Duration wait = Duration.ZERO;
    while (wait.isZero()) {
      wait = bucket.take();
    }
  }

  /** How many are there to be taken now. */
  private int permits() {
    int taken = 0;
    while (bucket.take().isZero()) {
      taken++;
    }
    return taken;
  }

  @Test
  void is_full_at_first() {
    assertThat(permits()).isEqualTo(3);
  }

  @Test
  void says_how_long_to_wait_and_keeps_its_word() {
    empty();
    Duration wait = bucket.take();
    assertThat(wait).isEqualTo(Duration.ofMillis(200));

    clock.advance(wait.minusNanos(1));
    assertThat(bucket.take()).isEqualTo(Duration.ofNanos(1));

    clock.advance(Duration.ofNanos(1));
    assertThat(bucket.take()).isZero();
  }

  @Test
  void asking_in_vain_costs_nothing() {
    empty();
    for (int i = 0; i < 100; i++) {
      bucket.take();
    }

    clock.advance(Duration.ofMillis(200));

    assertThat(permits()).isEqualTo(1);
  }

  @Test
  void gains_its_permits_evenly() {
    empty();

    clock.advance(Duration.ofMillis(500));

    assertThat(permits()).isEqualTo(2);
    assertThat(bucket.take()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void holds_no_more_than_the_burst_however_long_the_rest() {
    empty();

    clock.advance(Duration.ofDays(365));

    assertThat(permits()).isEqualTo(3);
  }

  @Test
  void lets_the_rate_pass_in_the_long_run() {
    empty();
    int taken = 0;
    for (int i = 0; i < 10_000; i++) {
      clock.advance(Duration.ofMillis(1));
      taken += bucket.take().isZero() ? 1 : 0;
    }

    assertThat(taken).isEqualTo(50);
  }

  @Test
  void a_clock_that_is_set_back_locks_nobody_out() {
    empty();

    clock.advance(Duration.ofHours(-1));

    assertThat(bucket.take()).isEqualTo(Duration.ofMillis(200));
    clock.advance(Duration.ofMillis(200));
    assertThat(bucket.take()).isZero();
  }

  @Test
  void threads_together_get_no_more_than_the_burst() throws Exception {
    TokenBucket shared = new TokenBucket(new RateLimit(1, Duration.ofDays(1), 100), clock);
    Callable<Integer> greedy =
        () -> {
          int taken = 0;
          for (int i = 0; i < 100; i++) {
            taken += shared.take().isZero() ? 1 : 0;
          }
          return taken;
        };

    try (Contest contest = new Contest()) {
      List<Integer> taken = contest.between(Collections.nCopies(4, greedy));
      assertThat(taken.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
    }
  }

  @Test
  void works_at_the_bounds_of_what_a_limit_may_be() {
    TokenBucket slow = new TokenBucket(new RateLimit(1, Duration.ofDays(1), 1_000_000), clock);
    assertThat(slow.take()).isZero();
    TokenBucket fast = new TokenBucket(new RateLimit(1_000_000, Duration.ofNanos(1), 1), clock);
    assertThat(fast.take()).isZero();
    assertThat(fast.take()).isEqualTo(Duration.ofNanos(1));
  }
}
