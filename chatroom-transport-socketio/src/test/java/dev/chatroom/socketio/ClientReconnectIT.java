package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.socketio.NodeClients.Reports;
import dev.chatroom.socketio.Report.Message;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that lose their connection, or end it, come back and see every message once. */
class ClientReconnectIT {

  @RegisterExtension static final NodeClients CLIENTS = new NodeClients();

  private static final int MESSAGES = 300;

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

  @Test
  void who_is_cut_off_again_and_again_misses_and_doubles_nothing() throws Exception {
    Reports reports =
        CLIENTS.tell("cut.js", Combination.all(), Map.of("messages", MESSAGES, "seed", 4));
    List<String> expected = IntStream.range(0, MESSAGES).mapToObj(String::valueOf).toList();
    for (Combination combination : Combination.all()) {
      Report report = reports.of(combination);
      assertThat(report.texts("texts")).as("%s", combination).isEqualTo(expected);
      assertThat(report.json().path("resets")).as("%s", combination).isEmpty();
      assertThat(report.number("cuts")).as("%s", combination).isGreaterThan(3);
      assertThat(report.number("connects")).as("%s", combination).isGreaterThan(1);
    }
  }
}
