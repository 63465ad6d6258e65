package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.chatroom.socketio.NodeClients.Reports;
import dev.chatroom.socketio.Report.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every generation of Socket.IO's own clients on every way of transport, each in a room with one
 * other: what it sees and what the other sees, to the letter.
 */
class ClientMatrixIT {

  @RegisterExtension static final NodeClients CLIENTS = new NodeClients();

  private static final String COMBINATIONS = "dev.chatroom.socketio.Combination#all";

  /** What gets lost between encodings, escapes, forms and scripts. */
  private static final List<String> TEXTS =
      List.of(
          "hello",
          "汉字 é ñ ü €",
          "😀👩‍👩‍👧‍👦🇨🇳\uD83D\uDE00",
          "\"quoted\" 'single' \\ back\\slash \\\\ two",
          "line\u2028separator\u2029paragraph",
          "a\nb\r\nc\rd\te",
          "\\n \\\\n \\\\\\n \\r \\u0041 %0A %5Cn + & = d=1;",
          "\\\n \n\\n \\\\\n",
          "\u0001\u0002\u001E\u001F\u007F\u0080\u009F\u0000 control",
          "</script><script>alert(1)</script><!-- ]]>",
          "é",
          "Ã© Ã¤ â‚¬ are letters",
          "\u00FF\u00FE\uFFFD\uFEFF\uFFFE",
          "6:4hello 2:40 \u001E4",
          "__proto__",
          "{\"_placeholder\":true,\"num\":0}",
          "b4AAEC");

  private static Reports reports = new Reports(Map.of());

  @BeforeAll
  static void tell() throws Exception {
    reports = CLIENTS.tell("alone.js", Combination.all(), Map.of("texts", TEXTS));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(COMBINATIONS)
  void its_texts_and_the_others_come_to_both_as_they_were(Combination combination) {
    Report report = reports.of(combination);
    List<String> expected = new ArrayList<>();
    TEXTS.forEach(text -> expected.add("新人说:" + text));
    TEXTS.forEach(text -> expected.add("peer说:" + text));
    assertThat(report.messagesSeen("transcript"))
        .as("%s", combination)
        .extracting(Message::shown)
        .isEqualTo(expected);
    assertThat(report.messagesSeen("peer"))
        .as("%s", combination)
        .isEqualTo(report.messagesSeen("transcript"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(COMBINATIONS)
  void messages_have_ids_and_times(Combination combination) {
    List<Message> messages = reports.of(combination).messagesSeen("transcript");
    assertThat(messages).as("%s", combination).extracting(Message::id).doesNotHaveDuplicates();
    assertThat(messages)
        .as("%s", combination)
        .allSatisfy(each -> assertThat(each.time()).isEqualTo(Instant.parse(each.time()) + ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(COMBINATIONS)
  void it_sees_what_is_documented_in_that_order(Combination combination) {
    Report report = reports.of(combination);
    List<String> expected =
        new ArrayList<>(List.of("connect", "nicknames", "answer", "answer", "nicknames"));
    TEXTS.forEach(text -> expected.addAll(List.of("answer", "message")));
    TEXTS.forEach(text -> expected.add("message"));
    expected.addAll(List.of("answer", "nicknames"));
    assertThat(report.events("transcript")).as("%s", combination).isEqualTo(expected);
    assertThat(report.seen("transcript", "nicknames"))
        .as("%s", combination)
        .isEqualTo(List.of(List.of("peer"), List.of("peer", "新人"), List.of("peer")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(COMBINATIONS)
  void its_claims_and_messages_are_answered(Combination combination) {
    Report report = reports.of(combination);
    List<Object> expected = new ArrayList<>();
    expected.add(Map.of("msg", "昵称已经存在", "code", "nickname_taken"));
    List<Object> answers = report.seen("transcript", "answer");
    assertThat(answers.get(1))
        .as("%s", combination)
        .asInstanceOf(MAP)
        .containsEntry("msg", "ok")
        .containsKey("token");
    expected.add(answers.get(1));
    report.messagesSeen("transcript").stream()
        .limit(TEXTS.size())
        .forEach(message -> expected.add(Map.of("msg", "ok", "id", message.id())));
    expected.add(Map.of("msg", "ok"));
    assertThat(answers).as("%s", combination).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(COMBINATIONS)
  void the_other_sees_it_come_and_go(Combination combination) {
    assertThat(reports.of(combination).seen("peer", "nicknames"))
        .as("%s", combination)
        .endsWith(List.of("peer"), List.of("peer", "新人"), List.of("peer"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(COMBINATIONS)
  void it_ends_up_on_its_way(Combination combination) {
    assertThat(reports.of(combination).text("transport"))
        .as("%s", combination)
        .isEqualTo(combination.endsOnWebSocket() ? "websocket" : "polling");
  }
}
