package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectRateTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** The clock begins anywhere, and runs over. */
  @ParameterizedTest
  @ValueSource(longs = {0, -5, Long.MAX_VALUE - 5})
  void some_are_free_at_once_and_then_one_a_second(long start) {
    ConnectRate rate = new ConnectRate(start);
    for (int i = 0; i < ConnectRate.AT_ONCE; i++) {
      assertThat(rate.take(start)).isTrue();
    }
    assertThat(rate.take(start + SECOND - 1)).isFalse();
    assertThat(rate.take(start + SECOND)).isTrue();
    assertThat(rate.take(start + SECOND)).isFalse();
  }

  @Test
  void nobody_saves_up_more() {
    ConnectRate rate = new ConnectRate(0);
    long later = 1_000 * SECOND;
    for (int i = 0; i < ConnectRate.AT_ONCE; i++) {
      assertThat(rate.take(later)).isTrue();
    }
    assertThat(rate.take(later)).isFalse();
  }
}
