package dev.chatroom.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LatencyTest {

  private final Latency latency = new Latency();

  @Test
  void clients_of_the_senders_node_and_of_another_are_told_apart() {
    latency.record(100, true);
    latency.record(900, false);
    latency.record(900, false);

    assertThat(latency.sameNodeMicros().getTotalCount()).isEqualTo(1);
    assertThat(latency.otherNodeMicros().getMinValue()).isEqualTo(900);
    assertThat(latency.micros().getTotalCount()).isEqualTo(3);
  }

  @Test
  void what_was_before_is_forgotten() {
    latency.record(100, true);
    latency.reset();

    assertThat(latency.micros().getTotalCount()).isZero();
  }
}
