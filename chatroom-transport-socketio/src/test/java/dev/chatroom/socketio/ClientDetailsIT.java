package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.socketio.NodeClients.Reports;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Refusals at connect, namespaces, parameters and binary events, as each client knows them. */
class ClientDetailsIT {

  @RegisterExtension static final NodeClients CLIENTS = new NodeClients();

  private static final String COMBINATIONS = "dev.chatroom.socketio.Combination#all";

  private static Reports reports = new Reports(Map.of());

  @BeforeAll
  static void tell() throws Exception {
    reports = CLIENTS.tell("details.js", Combination.all(), Map.of());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(COMBINATIONS)
  void who_asks_for_an_unknown_room_is_told_why_not(Combination combination) {
    Report report = reports.of(combination);
    Map<String, String> refusal = Map.of("code", "room_unknown", "msg", "房间不存在");
    if (combination.isNewer()) {
      assertThat(report.seen("stranger", "connect_error"))
          .as("%s", combination)
          .containsExactly(Map.of("message", "房间不存在", "data", refusal));
    } else {
      assertThat(report.seen("stranger", "error")).as("%s", combination).containsExactly(refusal);
    }
    assertThat(report.events("stranger"))
        .as("%s", combination)
        .doesNotContain("nicknames", "message");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(COMBINATIONS)
  void another_namespace_is_refused_and_the_chat_goes_on(Combination combination) {
    Report report = reports.of(combination);
    if (combination.isNewer()) {
      assertThat(report.seen("transcript", "elsewhere connect_error"))
          .as("%s", combination)
          .containsOnly(Map.of("message", "Invalid namespace"));
    } else {
      assertThat(report.seen("transcript", "elsewhere error"))
          .as("%s", combination)
          .containsOnly("Invalid namespace");
    }
    assertThat(report.events("transcript"))
        .as("%s", combination)
        .doesNotContain("elsewhere connect", "disconnect", "error", "connect_error");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(COMBINATIONS)
  void binary_events_are_refused_and_do_no_harm(Combination combination) {
    Report report = reports.of(combination);
    assertThat(report.seen("transcript", "answer"))
        .as("%s", combination)
        .extracting(answer -> String.valueOf(((Map<?, ?>) answer).get("code")))
        .containsExactly("null", "malformed", "malformed", "null", "unknown_event", "null");
    assertThat(report.seen("transcript", "refused")).as("%s", combination).hasSize(1);
    assertThat(report.texts("peer"))
        .as("%s", combination)
        .isEqualTo(List.of("half a pair: \uFFFD", "the end"));
  }
}
