package dev.chatroom.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatroom.Nickname;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.Signal;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What travels, and what the builder refuses; the contract has the rest. */
class TextsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00.000000001Z",
        "1969-12-31T23:59:59.999999999Z",
        "+1000000000-12-31T23:59:59.999999999Z",
        "-1000000000-01-01T00:00:00Z"
      })
  void the_end_of_a_ban_keeps_all_its_digits_and_is_over_in_whole_milliseconds(String text) {
    Instant until = Instant.parse(text);
    ObjectNode node = Json.object();

    Until.put(node, until);

    assertThat(Until.of(node)).isEqualTo(until);
    Instant till = Instant.ofEpochMilli(node.get("till").asLong());
    boolean isExact = until.getEpochSecond() > -9_000_000_000_000L && !text.startsWith("+");
    if (isExact) {
      assertThat(till).isAfterOrEqualTo(until).isBefore(until.plusMillis(1));
    }
  }

  @Test
  void no_end_is_no_end() {
    ObjectNode node = Json.object();

    Until.put(node, null);

    assertThat(node.isEmpty()).isTrue();
    assertThat(Until.of(node)).isNull();
  }

  @Test
  void signals_travel() {
    Signal signal = new Signal("id \"1\"", new Nickname("Tom\n", "tom", "t0m"), "typing");

    assertThat(SignalText.signal(SignalText.of(signal))).isEqualTo(signal);
  }

  @Test
  void keys_of_different_occupants_are_never_the_same() {
    Command one = new Command.Post("a", "hi", null, "b c");
    Command other = new Command.Post("a b", "hi", null, "c");

    assertThat(Json.read(CommandText.of(one)).get("key"))
        .isNotEqualTo(Json.read(CommandText.of(other)).get("key"));
  }

  @Test
  void a_bell_may_ring_without_events() {
    assertThat(Bell.of("E abc 7")).isEqualTo(new Bell("abc", 7, List.of()));
  }

  @Test
  void durations_beyond_the_numbers_of_redis_are_as_long_as_those() {
    assertThat(Millis.of(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Millis.MOST);
    assertThat(Millis.of(Duration.ofMillis(5))).isEqualTo(5);
  }

  @Test
  void the_time_of_redis_is_that_of_the_answer_that_took_least() {
    RedisClock clock = new RedisClock();
    clock.heard(5_000);
    clock.heard(1_000);

    assertThat(clock.millis()).isBetween(5_000L, 60_000L);
    for (int i = 0; i < 5; i++) {
      clock.heard(2_000);
    }
    assertThat(clock.millis()).isLessThan(5_000 + 60_000);
  }

  @Test
  void the_builder_says_what_is_wrong() {
    RedisBackplane.Builder builder = RedisBackplane.builder(RedisURI.create("redis://localhost"));

    assertThatThrownBy(() -> builder.prefix("a{b}")).hasMessageStartingWith("prefix: a{b}");
    assertThatThrownBy(() -> builder.lease(Duration.ZERO))
        .hasMessage("lease: PT0S (expected: >= PT1S)");
    assertThatThrownBy(() -> builder.timeout(Duration.ZERO))
        .hasMessage("timeout: PT0S (expected: > 0)");
    assertThatThrownBy(() -> builder.replicas(-1)).hasMessage("replicas: -1 (expected: >= 0)");
    assertThatThrownBy(() -> RedisBackplane.clusterBuilder(List.of()))
        .hasMessage("uris: none (expected: at least 1)");
    assertThatThrownBy(
            () ->
                RedisBackplane.clusterBuilder(List.of(RedisURI.create("redis://localhost")))
                    .replicas(1))
        .hasMessage("replicas: 1 (expected: 0 in a cluster)");
  }
}
