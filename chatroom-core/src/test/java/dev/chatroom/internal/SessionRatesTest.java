package dev.chatroom.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.RoomName;
import dev.chatroom.policy.RateLimit;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.policy.RateLimits.Kind;
import dev.chatroom.policy.RateLimits.Scope;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionRatesTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualClock clock = new ManualClock();

  private static SessionRates rates(SharedRates shared, String identity, String address) {
    return new SessionRates(shared, identity, address, new RoomName("lobby"));
  }

  @Test
  void nothing_is_used_up_when_one_of_several_refuses() {
    RateLimits limits =
        RateLimits.none()
            .with(Kind.POST, Scope.SESSION, new RateLimit(1, SECOND, 2))
            .with(Kind.POST, Scope.IDENTITY, new RateLimit(1, Duration.ofSeconds(10), 1))
            .with(Kind.POST, Scope.ADDRESS, new RateLimit(1, SECOND, 2))
            .with(Kind.POST, Scope.ROOM, new RateLimit(1, SECOND, 2));
    SharedRates shared = new SharedRates(limits, clock);
    SessionRates tom = rates(shared, "tom", "192.0.2.1");
    assertThat(tom.take(Kind.POST)).isZero();

    for (int i = 0; i < 5; i++) {
      assertThat(tom.take(Kind.POST)).isEqualTo(Duration.ofSeconds(10));
    }

    assertThat(rates(shared, "ann", "192.0.2.1").take(Kind.POST))
        .as("of address and room there is one left")
        .isZero();
  }

  @Test
  void the_longest_of_the_waits_is_told_and_is_long_enough() {
    RateLimits limits =
        RateLimits.none()
            .with(Kind.POST, Scope.SESSION, new RateLimit(3, SECOND, 1))
            .with(Kind.POST, Scope.ROOM, new RateLimit(7, Duration.ofSeconds(5), 1));
    SessionRates tom = rates(new SharedRates(limits, clock), "tom", "");
    for (int i = 0; i < 20; i++) {
      assertThat(tom.take(Kind.POST)).isZero();
      Duration wait = tom.take(Kind.POST);
      clock.advance(wait.minusNanos(1));
      assertThat(tom.take(Kind.POST)).isEqualTo(Duration.ofNanos(1));
      clock.advance(Duration.ofNanos(1));
    }
  }

  @Test
  void who_comes_back_at_once_has_not_been_forgiven() {
    for (Scope scope : List.of(Scope.IDENTITY, Scope.ADDRESS, Scope.ROOM)) {
      RateLimits limits =
          RateLimits.none().with(Kind.CLAIM, scope, new RateLimit(1, Duration.ofMinutes(1), 1));
      SharedRates shared = new SharedRates(limits, clock);
      SessionRates tom = rates(shared, "tom", "192.0.2.1");
      assertThat(tom.take(Kind.CLAIM)).isZero();
      tom.release();

      SessionRates back = rates(shared, "tom", "192.0.2.1");

      assertThat(back.take(Kind.CLAIM)).as("%s", scope).isEqualTo(Duration.ofMinutes(1));
      clock.advance(Duration.ofMinutes(1));
      assertThat(back.take(Kind.CLAIM)).as("%s", scope).isZero();
    }
  }

  @Test
  void kinds_are_limited_each_for_itself() {
    RateLimits limits =
        RateLimits.none().with(Kind.CLAIM, Scope.SESSION, new RateLimit(1, SECOND, 1));
    SessionRates tom = rates(new SharedRates(limits, clock), "tom", "");
    assertThat(tom.take(Kind.CLAIM)).isZero();

    assertThat(tom.take(Kind.CLAIM)).isEqualTo(SECOND);
    assertThat(tom.take(Kind.POST)).isZero();
    assertThat(tom.take(Kind.SIGNAL)).isZero();
  }
}
