package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.socketio.NodeClients.Reports;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every generation leaves polling for a WebSocket, and nothing is lost, doubled or out of order.
 */
class ClientUpgradeIT {

  @RegisterExtension static final NodeClients CLIENTS = new NodeClients();

  private static final int UPGRADES = 20;
  private static final int MESSAGES = 100;

  @ParameterizedTest(name = "somebody talks: {0}")
  @ValueSource(booleans = {true, false})
  void every_one_of_20_upgrades_ends_on_the_web_socket(boolean busy) throws Exception {
    Reports reports =
        CLIENTS.tell(
            "upgrade.js", Combination.upgrading(), Map.of("upgrades", UPGRADES, "busy", busy));
    for (Combination combination : Combination.upgrading()) {
      Report report = reports.of(combination);
      List<String> expected = report.texts("expected");
      assertThat(expected).hasSizeGreaterThanOrEqualTo(busy ? MESSAGES : 1);
      assertThat(report.parts("clients")).hasSize(UPGRADES);
      for (Report client : report.parts("clients")) {
        assertThat(client.texts("texts")).as("%s", combination).isEqualTo(expected);
        assertThat(client.json().path("problems")).as("%s", combination).isEmpty();
      }
      assertThat(report.texts("answers")).isEqualTo(Collections.nCopies(UPGRADES, "ok"));
    }
  }

  @ParameterizedTest(name = "cut {0}")
  @CsvSource({"before 3probe, polling, 1", "before 5, websocket, 2"})
  void an_upgrade_that_breaks_loses_nothing(String accident, String transport, int connects)
      throws Exception {
    Reports reports =
        CLIENTS.tell(
            "broken-upgrade.js",
            Combination.upgrading(),
            Map.of("accident", accident, "messages", MESSAGES));
    List<String> expected = new ArrayList<>();
    IntStream.range(0, MESSAGES).forEach(n -> expected.add(String.valueOf(n)));
    expected.add("the end");
    for (Combination combination : Combination.upgrading()) {
      Report report = reports.of(combination);
      assertThat(report.texts("texts")).as("%s", combination).isEqualTo(expected);
      assertThat(report.text("transport")).as("%s", combination).isEqualTo(transport);
      assertThat(report.number("connects")).as("%s", combination).isEqualTo(connects);
      assertThat(report.text("answer")).as("%s", combination).isEqualTo("ok");
    }
  }
}
