package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.socketio.NodeClients.Reports;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients whose connections break come back, and see every message once. */
class ClientCutConnectionIT {

  // All clients, when the WebSocket breaks under them as they leave polling for it, notice only by
  // the heartbeat that they are on neither.
  @RegisterExtension
  static final NodeClients CLIENTS =
      new NodeClients(builder -> builder.heartbeat(Duration.ofSeconds(2), Duration.ofSeconds(2)));

  private static final int MESSAGES = 300;
  private static final int CUTS = 4;

  @Test
  void who_is_cut_off_again_and_again_misses_and_doubles_nothing() throws Exception {
    Reports reports =
        CLIENTS.tell(
            "cut.js", Combination.all(), Map.of("messages", MESSAGES, "cuts", CUTS, "seed", 4));
    for (Combination combination : Combination.all()) {
      Report report = reports.of(combination);
      int said = report.number("said");
      List<String> expected = IntStream.range(0, said).mapToObj(String::valueOf).toList();
      assertThat(said).isGreaterThanOrEqualTo(MESSAGES);
      assertThat(report.texts("texts")).as("%s", combination).isEqualTo(expected);
      assertThat(report.json().path("resets")).as("%s", combination).isEmpty();
      assertThat(report.number("cuts")).as("%s", combination).isGreaterThanOrEqualTo(CUTS);
      assertThat(report.number("connects")).as("%s", combination).isGreaterThan(1);
    }
  }
}
