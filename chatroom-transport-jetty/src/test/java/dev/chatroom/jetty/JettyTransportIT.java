package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.policy.Authenticator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documented chat over plain WebSockets. */
class JettyTransportIT {

  private final ChatServer server = ChatServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  private static String field(String name, String json) {
    Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    assertThat(found.find()).as("%s in %s", name, json).isTrue();
    return found.group(1);
  }

  @Test
  void who_claims_and_speaks_is_heard_by_all_and_by_themselves() throws IOException {
    try (RawWebSocket tom = server.connect();
        RawWebSocket ann = server.connect("room=lobby")) {
      assertThat(tom.read().text()).isEqualTo("{\"event\":\"nicknames\",\"data\":[]}");
      tom.claim("tom");
      ann.await("{\"event\":\"nicknames\",\"data\":[\"tom\"]}");
      tom.say("hi");
      assertThat(ann.await("\"message\""))
          .startsWith("{\"event\":\"message\",\"data\":{\"nickname\":\"tom\",\"msg\":\"hi\",");
      tom.await("\"msg\":\"hi\"");
    }
  }

  @Test
  void a_client_that_is_not_ours_chats_too() {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean isLast) {
            received.add(text.toString());
            return WebSocket.Listener.super.onText(socket, text, isLast);
          }
        };
    WebSocket tom =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .subprotocols("chatroom.v1")
            .buildAsync(
                URI.create("ws://127.0.0.1:" + server.address().getPort() + "/chat"), listener)
            .join();
    assertThat(tom.getSubprotocol()).isEqualTo("chatroom.v1");
    String message = "{\"event\":\"message\",\"data\":{\"nickname\":\"tom\",\"msg\":\"hi\"}}";
    tom.sendText(message, true).join();
    Waiting.until("the message is back", () -> received.toString().contains("\"msg\":\"hi\""));
    tom.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    Waiting.until("both ends are closed", () -> tom.isInputClosed() && tom.isOutputClosed());
    server.awaitNobody();
  }

  @Test
  void an_answer_has_the_number_of_the_question_and_comes_before_what_it_caused()
      throws IOException {
    try (RawWebSocket tom = server.connect().claim("tom")) {
      tom.await("[\"tom\"]");
      tom.sendText("{\"ack\":9007199254740991,\"event\":\"message\",\"data\":{\"msg\":\"hi\"}}");
      String answer = tom.read().text();
      assertThat(answer).startsWith("{\"ack\":9007199254740991,\"data\":{\"msg\":\"ok\",\"id\":");
      assertThat(field("id", tom.read().text())).isEqualTo(field("id", answer));
    }
  }

  @Test
  void a_refusal_answers_the_question_or_comes_as_an_event() throws IOException {
    try (RawWebSocket tom = server.connect().claim("tom");
        RawWebSocket ann = server.connect()) {
      tom.await("[\"tom\"]");
      ann.sendText("{\"event\":\"nickname\",\"data\":\"tom\",\"ack\":0}");
      assertThat(ann.await("\"ack\""))
          .startsWith("{\"ack\":0,\"data\":{")
          .contains("\"code\":\"nickname_taken\"");
      ann.sendText("{\"event\":\"nickname\",\"data\":\"tom\"}");
      assertThat(ann.await("\"refused\""))
          .contains("\"event\":\"nickname\"", "\"code\":\"nickname_taken\"");
    }
  }

  /** Around all lengths at which the header of a frame changes (RFC 6455 §5.2). */
  @Test
  void messages_of_any_length_arrive_whole_one_by_one_and_together() throws IOException {
    ChatRoom lobby = server.rooms().room("lobby");
    try (RawWebSocket ann = server.connect()) {
      ann.await("nicknames");
      lobby.post("x");
      int around = ann.await("\"message\"").length() - 1;
      String from = lobby.stats().head().toString();
      // The number in the id of a message gets longer.
      List<String> texts =
          IntStream.of(125, 65_535)
              .flatMap(length -> IntStream.rangeClosed(length - 3, length + 3))
              .mapToObj(length -> "x".repeat(length - around))
              .toList();
      for (String each : texts) {
        lobby.post(each);
        assertThat(field("msg", ann.read().text())).isEqualTo(each);
      }
      try (RawWebSocket again = server.connect("since=" + from)) {
        for (String each : texts) {
          assertThat(field("msg", again.await("\"message\""))).isEqualTo(each);
        }
      }
    }
  }

  @Test
  void who_comes_back_gets_what_was_missed_once_and_in_order() throws IOException {
    String seen;
    try (RawWebSocket ann = server.connect()) {
      ann.await("nicknames");
      try (RawWebSocket tom = server.connect().claim("tom").say("one").say("two").say("three")) {
        seen = field("id", ann.await("\"one\""));
        tom.await("\"three\"");
      }
    }
    try (RawWebSocket again = server.connect("since=" + seen)) {
      assertThat(again.read().text()).contains("\"event\":\"message\"", "\"two\"");
      assertThat(again.read().text()).contains("\"event\":\"message\"", "\"three\"");
    }
  }

  @Test
  void who_comes_back_to_another_log_is_told() throws IOException {
    try (RawWebSocket again = server.connect("since=7-nowhere")) {
      again.await("{\"event\":\"reset\",\"data\":{\"reason\":");
      again.await("\"history\"");
    }
  }

  @Test
  void history_comes_to_who_is_new_as_it_was_said() throws IOException {
    try (RawWebSocket tom = server.connect().claim("tom").say("😀").say("שלום")) {
      tom.await("שלום");
      try (RawWebSocket ann = server.connect()) {
        assertThat(ann.read().text())
            .startsWith(
                "{\"event\":\"history\",\"data\":[{\"nickname\":\"tom\",\"msg\":\"\\uD83D\\uDE00\",")
            .contains("},{\"nickname\":\"tom\",\"msg\":\"שלום\",")
            .endsWith("}]}");
      }
    }
  }

  @Test
  void a_second_tab_with_the_token_is_the_same_person() throws IOException {
    try (RawWebSocket tom = server.connect()) {
      tom.sendText("{\"event\":\"nickname\",\"data\":\"tom\",\"ack\":1}");
      String token = field("token", tom.await("\"ack\":1"));
      try (RawWebSocket tab = server.connect("token=" + token)) {
        tab.await("{\"event\":\"self\",\"data\":{\"nickname\":\"tom\"");
        tab.say("from the other tab");
        tom.await("\"nickname\":\"tom\",\"msg\":\"from the other tab\"");
      }
    }
  }

  @Test
  void who_wants_deltas_gets_them() throws IOException {
    try (RawWebSocket ann = server.connect("presence=delta")) {
      ann.await("\"nicknames\"");
      try (RawWebSocket tom = server.connect().claim("tom")) {
        ann.await("{\"event\":\"joined\",\"data\":{\"nickname\":\"tom\"");
        tom.sendText("{\"event\":\"nickname\",\"data\":\"tim\",\"ack\":2}");
        ann.await("{\"event\":\"renamed\",\"data\":{\"nickname\":\"tim\"");
      }
      ann.await("{\"event\":\"left\",\"data\":{\"nickname\":\"tim\"");
    }
  }

  @ParameterizedTest
  @CsvSource({"room=nowhere, room_unknown", "room=%2F, room_illegal"})
  void who_cannot_have_their_room_is_told_why_and_closed(String query, String code)
      throws IOException {
    try (RawWebSocket tom = server.connect(query)) {
      assertThat(tom.read().text())
          .startsWith("{\"event\":\"refused\",\"data\":{\"event\":\"connect\",\"code\":\"" + code)
          .contains("\"msg\":");
      assertThat(tom.read().close()).isEqualTo("4501 " + code);
    }
  }

  @Test
  void what_comes_before_there_is_a_place_waits_for_it() throws IOException {
    BlockingQueue<CompletableFuture<Authenticator.Decision>> asked = new LinkedBlockingQueue<>();
    ChatRooms.Builder slow =
        ChatRooms.builder()
            .authenticator(
                handshake -> {
                  CompletableFuture<Authenticator.Decision> decision = new CompletableFuture<>();
                  asked.add(decision);
                  return decision;
                });
    try (ChatServer deliberate = ChatServer.start(slow, options -> options);
        RawWebSocket tom = deliberate.connect()) {
      tom.sendText("{\"event\":\"nickname\",\"data\":\"tom\",\"ack\":1}").say("hi");
      Waiting.until("somebody asks", () -> !asked.isEmpty());
      asked.remove().complete(Authenticator.Decision.Anonymous.INSTANCE);
      tom.await("\"ack\":1");
      tom.await("\"msg\":\"hi\"");
    }
  }

  @Test
  void who_is_closed_by_the_application_is_told_why() throws IOException {
    try (RawWebSocket tom = server.connect().claim("tom");
        RawWebSocket ann = server.connect()) {
      server.rooms().room("lobby").moderation().kick("tom", "enough");
      tom.await("{\"event\":\"kicked\",\"data\":{\"nickname\":\"tom\",\"reason\":\"enough\"");
      assertThat(tom.await("closed"))
          .isEqualTo(
              "{\"event\":\"closed\",\"data\":{\"code\":4503,\"reason\":\"kicked\","
                  + "\"reconnect\":false}}");
      assertThat(tom.read().close()).isEqualTo("4503 kicked");
      tom.answerClose();
      tom.awaitEnd();
      ann.await("{\"event\":\"nicknames\",\"data\":[]}");
    }
  }

  @Test
  void who_closes_is_answered_and_leaves() throws IOException {
    try (RawWebSocket tom = server.connect().claim("tom");
        RawWebSocket ann = server.connect()) {
      ann.await("[\"tom\"]");
      tom.answerClose();
      assertThat(tom.awaitClose()).isEqualTo("1000 ");
      tom.awaitEnd();
      ann.await("{\"event\":\"nicknames\",\"data\":[]}");
      Waiting.until("one is left", () -> server.transport().clients() == 1);
    }
  }

  @Test
  void who_cuts_the_connection_leaves() throws IOException {
    try (RawWebSocket ann = server.connect();
        RawWebSocket tom = server.connect().claim("tom")) {
      ann.await("[\"tom\"]");
      tom.reset();
      ann.await("{\"event\":\"nicknames\",\"data\":[]}");
    }
    server.awaitNobody();
  }

  @Test
  void a_port_in_use_is_named() {
    int port = server.address().getPort();
    JettyTransport second = JettyTransport.builder().host("127.0.0.1").port(port).build();
    try (ChatRooms rooms = ChatRooms.builder().build()) {
      assertThatThrownBy(() -> second.start(rooms))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageStartingWith("cannot listen on 127.0.0.1:" + port + ": ");
    }
  }

  @Test
  void a_stop_ends_all_with_a_word_after_what_they_have_yet_to_read() throws IOException {
    try (RawWebSocket tom = server.connect().claim("tom").say("last words")) {
      tom.await("last words");
      Thread stopping = new Thread(server.transport()::close);
      stopping.start();
      tom.await("{\"event\":\"closed\",\"data\":{\"code\":4000");
      assertThat(tom.read().close()).isEqualTo("4000 going_away");
      tom.answerClose();
      Waiting.until("the stop is done", () -> !stopping.isAlive());
      tom.awaitEnd();
    }
    assertThat(server.transport().address()).isEmpty();
    assertThat(server.rooms().room("lobby").occupants()).isEmpty();
  }

  @Test
  void who_says_nothing_is_closed_also_where_the_time_is_less_than_a_tick() throws IOException {
    try (ChatServer hasty = ChatServer.start(options -> options.idleTimeout(Duration.ofNanos(1)))) {
      assertThat(Http.ask(hasty.address(), "GET")).doesNotContain("101 ");
    }
  }
}
