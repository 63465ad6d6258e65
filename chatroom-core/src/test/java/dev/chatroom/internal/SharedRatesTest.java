package dev.chatroom.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.policy.RateLimit;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.policy.RateLimits.Kind;
import dev.chatroom.policy.RateLimits.Scope;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class SharedRatesTest {

  private static final int MAX_RESTING = 10_000;

  private final ManualClock clock = new ManualClock();
  private final RateLimits limits =
      RateLimits.none().with(Kind.POST, Scope.ADDRESS, new RateLimit(1, Duration.ofHours(1), 1));
  private final SharedRates shared = new SharedRates(limits, clock);

  private Duration takeOnce(String address) {
    RateBuckets buckets = shared.acquire(Scope.ADDRESS, address);
    Duration wait = take(buckets);
    shared.release(Scope.ADDRESS, address);
    return wait;
  }

  private static Duration take(RateBuckets buckets) {
    TokenBucket bucket = buckets.bucket(Kind.POST);
    return bucket == null ? Assertions.fail("no bucket") : bucket.take();
  }

  @Test
  void sessions_share_buckets_as_long_as_one_is_there() {
    RateBuckets one = shared.acquire(Scope.ADDRESS, "a");
    assertThat(shared.acquire(Scope.ADDRESS, "a")).isSameAs(one);
    shared.release(Scope.ADDRESS, "a");
    assertThat(shared.acquire(Scope.ADDRESS, "a")).isSameAs(one);
    assertThat(shared.acquire(Scope.ADDRESS, "b")).isNotSameAs(one);
    assertThat(shared.acquire(Scope.IDENTITY, "a")).isNotSameAs(one);
  }

  @Test
  void buckets_that_are_full_are_not_remembered() {
    RateBuckets one = shared.acquire(Scope.ADDRESS, "a");
    shared.release(Scope.ADDRESS, "a");

    assertThat(shared.acquire(Scope.ADDRESS, "a")).isNotSameAs(one);
  }

  @Test
  void no_more_than_a_bounded_number_is_remembered_and_the_oldest_are_forgotten() {
    for (int i = 0; i <= MAX_RESTING; i++) {
      assertThat(takeOnce("a" + i)).isZero();
    }

    assertThat(takeOnce("a0")).as("the oldest").isZero();
    assertThat(takeOnce("a" + MAX_RESTING)).as("the newest").isPositive();
  }

  @Test
  void those_that_are_full_by_now_make_room_for_others() {
    takeOnce("old");
    clock.advance(Duration.ofHours(1));
    for (int i = 0; i < MAX_RESTING - 1; i++) {
      takeOnce("a" + i);
    }

    takeOnce("one more");

    assertThat(takeOnce("a0")).as("the oldest that is not full").isPositive();
  }

  @Test
  void releasing_what_nobody_has_does_nothing() {
    shared.release(Scope.ADDRESS, "a");
    RateBuckets one = shared.acquire(Scope.ADDRESS, "a");
    shared.release(Scope.IDENTITY, "a");

    assertThat(shared.acquire(Scope.ADDRESS, "a")).isSameAs(one);
  }
}
