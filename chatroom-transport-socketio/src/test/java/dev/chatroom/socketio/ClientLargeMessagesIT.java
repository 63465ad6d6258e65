package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.socketio.NodeClients.Reports;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The longest messages that a room takes, from and to every client. */
class ClientLargeMessagesIT {

  @RegisterExtension static final NodeClients CLIENTS = new NodeClients();

  private static final String COMBINATIONS = "dev.chatroom.socketio.Combination#all";

  /** Of three, four, two and one bytes each; 64 KiB of UTF-8 is what core takes. */
  private static final List<String> TEXTS =
      List.of("汉".repeat(21_845), "😀".repeat(16_384), "é".repeat(32_768), "\\\"".repeat(32_768));

  private static final List<String> TOO_LONG =
      List.of("汉".repeat(21_846), "😀".repeat(16_385), "a".repeat(65_537));

  // Old clients take their time to encode such texts, and all share one thread.
  private static final int AT_ONCE = 5;

  private static Reports reports = new Reports(Map.of());

  @BeforeAll
  static void tell() throws Exception {
    reports =
        CLIENTS.tell(
            "large.js",
            Combination.all(),
            Map.of("texts", TEXTS, "tooLong", TOO_LONG, "atOnce", AT_ONCE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(COMBINATIONS)
  void texts_of_64_KiB_come_to_both_as_they_were(Combination combination) {
    Report report = reports.of(combination);
    List<String> twice = new ArrayList<>(TEXTS);
    twice.addAll(TEXTS);
    assertThat(report.texts("seen")).as("%s", combination).isEqualTo(twice);
    assertThat(report.texts("peer")).as("%s", combination).isEqualTo(twice);
    assertThat(report.json().path("problems")).as("%s", combination).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(COMBINATIONS)
  void longer_ones_are_refused(Combination combination) {
    assertThat(reports.of(combination).parts("refusals"))
        .as("%s", combination)
        .extracting(refusal -> refusal.text("code"))
        .isEqualTo(Collections.nCopies(TOO_LONG.size(), "message_too_long"));
  }
}
