package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.socketio.NodeClients.Reports;
import dev.chatroom.socketio.Report.Message;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All generations on all ways of transport in one room: all see all, in one order. */
class ClientMixedRoomIT {

  @RegisterExtension static final NodeClients CLIENTS = new NodeClients();

  private static final int MESSAGES_EACH = 250;
  private static final String TEXT = "汉字😀\"\\\u2028é\\n\n</script>";

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({
    "client-1.4 jsonp, client-4 websocket",
    "client-1.7 websocket, client-4 polling",
    "client-2 upgrade, client-3.1 polling",
    "client-1.4 polling, client-3.0 upgrade"
  })
  void all_see_the_messages_of_two_in_one_order(String one, String other) throws Exception {
    Reports reports =
        CLIENTS.tell(
            "mixed.js",
            Combination.all(),
            Map.of(
                "senders",
                List.of(Combination.parse(one).described(), Combination.parse(other).described()),
                "text",
                TEXT,
                "messages",
                MESSAGES_EACH));
    List<Message> order = reports.of("sender0").messages("messages");
    for (String sender : List.of("sender0", "sender1")) {
      assertThat(order)
          .filteredOn(message -> message.nickname().equals(sender))
          .extracting(Message::msg)
          .isEqualTo(IntStream.range(0, MESSAGES_EACH).mapToObj(n -> TEXT + n).toList());
    }
    assertThat(order).hasSize(2 * MESSAGES_EACH).extracting(Message::id).doesNotHaveDuplicates();
    assertThat(reports.byName()).hasSize(Combination.all().size() + 2);
    for (String name : reports.byName().keySet()) {
      Report report = reports.of(name);
      assertThat(report.messages("messages")).as(name).isEqualTo(order);
      assertThat(report.json().path("problems")).as(name).isEmpty();
    }
  }
}
