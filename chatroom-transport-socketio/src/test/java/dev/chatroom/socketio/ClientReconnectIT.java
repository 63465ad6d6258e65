package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.socketio.NodeClients.Reports;
import dev.chatroom.socketio.Report.Message;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Clients that end their connection, or whose server ends it, come back and see every message once.
 */
class ClientReconnectIT {

  @RegisterExtension static final NodeClients CLIENTS = new NodeClients();

  @Test
  void who_goes_and_who_is_sent_away_comes_back_and_misses_nothing() throws Exception {
    Reports reports =
        CLIENTS.tell(
            "reconnect.js",
            Combination.all(),
            Map.of(),
            (room, what) -> {
              if (what.startsWith("restart")) {
                CLIENTS.restart(() -> say(room, "three"));
              } else if (what.equals("say two when all are gone")) {
                while (CLIENTS.rooms().room(room).stats().sessions() > 0) {
                  Thread.onSpinWait();
                }
                say(room, "two");
              } else {
                say(room, what.substring("say ".length()));
              }
            });
    for (Combination combination : Combination.all()) {
      Report report = reports.of(combination);
      assertThat(report.messagesSeen("transcript"))
          .as("%s", combination)
          .extracting(Message::msg)
          .containsExactly("one", "two", "three", "four");
      assertThat(report.seen("transcript", "connect")).as("%s", combination).hasSize(3);
      assertThat(report.events("transcript"))
          .as("%s", combination)
          .contains("closed")
          .doesNotContain("reset", "refused");
    }
  }

  private static void say(String room, String text) {
    CLIENTS.rooms().room(room).post(text).toCompletableFuture().join();
  }
}
