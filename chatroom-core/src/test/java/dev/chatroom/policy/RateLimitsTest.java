package dev.chatroom.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.policy.RateLimits.Kind;
import dev.chatroom.policy.RateLimits.Scope;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

  private static final RateLimit FIVE = RateLimit.perSecond(5);

  @Test
  void none_limit_nothing() {
    for (Kind kind : Kind.values()) {
      for (Scope scope : Scope.values()) {
        assertThat(RateLimits.none().limit(kind, scope)).isEmpty();
      }
    }
    assertThat(RateLimits.none().patience()).isEmpty();
  }

  @Test
  void the_defaults_limit_everything_and_the_wider_the_scope_the_more() {
    for (Kind kind : Kind.values()) {
      int before = 0;
      for (Scope scope : Scope.values()) {
        int permits = RateLimits.defaults().limit(kind, scope).orElseThrow().permits();
        assertThat(permits).as("%s %s", kind, scope).isGreaterThanOrEqualTo(before);
        before = permits;
      }
    }
    assertThat(RateLimits.defaults().limit(Kind.POST, Scope.SESSION))
        .contains(RateLimit.perSecond(50));
    assertThat(RateLimits.defaults().limit(Kind.CLAIM, Scope.SESSION)).contains(FIVE);
    assertThat(RateLimits.defaults().limit(Kind.SIGNAL, Scope.SESSION))
        .contains(RateLimit.perSecond(10));
    assertThat(RateLimits.defaults().patience())
        .contains(new RateLimit(5, Duration.ofSeconds(1), 500));
  }

  @Test
  void one_is_set_and_the_others_stay() {
    RateLimits before = RateLimits.none().with(Kind.POST, Scope.ROOM, FIVE);

    RateLimits after = before.with(Kind.POST, Scope.SESSION, FIVE);

    assertThat(after.limit(Kind.POST, Scope.SESSION)).contains(FIVE);
    assertThat(after.limit(Kind.POST, Scope.ROOM)).contains(FIVE);
    assertThat(after.limit(Kind.CLAIM, Scope.SESSION)).isEmpty();
    assertThat(before.limit(Kind.POST, Scope.SESSION)).isEmpty();
  }

  @Test
  void one_is_taken_away_and_the_others_stay() {
    RateLimits before = RateLimits.defaults();

    RateLimits after = before.without(Kind.POST, Scope.ADDRESS).without(Kind.POST, Scope.ADDRESS);

    assertThat(after.limit(Kind.POST, Scope.ADDRESS)).isEmpty();
    assertThat(after.limit(Kind.POST, Scope.SESSION)).isPresent();
    assertThat(after.limit(Kind.CLAIM, Scope.ADDRESS)).isPresent();
    assertThat(after.patience()).isEqualTo(before.patience());
    assertThat(before.limit(Kind.POST, Scope.ADDRESS)).isPresent();
    assertThat(RateLimits.none().without(Kind.POST, Scope.ROOM).limit(Kind.POST, Scope.ROOM))
        .isEmpty();
  }

  @Test
  void patience_is_kept_beside_limits() {
    RateLimits limits =
        RateLimits.none().closingFloodersAfter(FIVE).with(Kind.POST, Scope.ROOM, FIVE);

    assertThat(limits.patience()).contains(FIVE);
    assertThat(limits.limit(Kind.POST, Scope.ROOM)).contains(FIVE);
    assertThat(limits.closingFloodersAfter(RateLimit.perSecond(1)).limit(Kind.POST, Scope.ROOM))
        .contains(FIVE);
  }
}
