package dev.chatroom.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Three nodes, three hundred clients, and all that can break. By default a minute of it; {@code
 * -Dchatroom.chaos.minutes=10 -Dchatroom.chaos.seed=1} for another length and another schedule.
 */
class ChaosIT {

  private static final long SEED = Long.getLong("chatroom.chaos.seed", 2);
  private static final double MINUTES =
      Double.parseDouble(System.getProperty("chatroom.chaos.minutes", "1"));

  @Test
  void all_laws_hold_while_everything_breaks() throws Exception {
    Duration length = Duration.ofMillis((long) (MINUTES * 60_000));
    Path directory = Path.of("target", "chaos-" + SEED);

    Outcome outcome = Chaos.run(ChaosOptions.usual(SEED, length, directory));

    assertThat(outcome.breaches()).as("seed %d, see %s", SEED, directory).isEmpty();
    assertThat(outcome.figures().get("messages acknowledged")).isPositive();
    assertThat(outcome.figures().get("deliveries checked")).isPositive();
  }
}
