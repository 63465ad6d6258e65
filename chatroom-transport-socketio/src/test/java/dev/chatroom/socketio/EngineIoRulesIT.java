package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.chatroom.web.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules of the Engine.IO protocols 3 and 4, on a server that sends back what comes.
 *
 * <p>The rules are those of the protocol's public description; the public suite, which checks most
 * of them, can be run too: see CONTRIBUTING.md.
 */
class EngineIoRulesIT {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final byte[] BYTES = {1, 2, 3, 4};

  private @Nullable ProtocolSuiteServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private ProtocolSuiteServer server() {
    return heartbeat(LONG, LONG);
  }

  private ProtocolSuiteServer heartbeat(Duration interval, Duration timeout) {
    ProtocolSuiteServer running = server;
    if (running == null) {
      running = new ProtocolSuiteServer("engine", 0, interval, timeout, LONG);
      server = running;
    }
    return running;
  }

  private static int number(EngineVersion version) {
    return version == EngineVersion.V3 ? 3 : 4;
  }

  private static String polling(EngineVersion version) {
    return "EIO=" + number(version) + "&transport=polling";
  }

  private HttpRequest.Builder request(String query) {
    int port = server().address().getPort();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/engine.io/?" + query))
        .timeout(LONG);
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private String get(String query) {
    HttpResponse<byte[]> response = send(request(query));
    assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
    return text(response);
  }

  private int statusOfGet(String query) {
    return send(request(query)).statusCode();
  }

  private HttpResponse<byte[]> post(String query, String body) {
    return send(request(query).POST(BodyPublishers.ofString(body)));
  }

  private void accepted(HttpResponse<byte[]> post) {
    assertThat(post.statusCode()).isEqualTo(200);
    assertThat(text(post)).isEqualTo("ok");
  }

  /** Puts packets together as the version does. */
  private static String payload(EngineVersion version, String... packets) {
    if (version == EngineVersion.V4) {
      return String.join("\u001E", packets);
    }
    StringBuilder payload = new StringBuilder();
    for (String packet : packets) {
      payload.append(packet.length()).append(':').append(packet);
    }
    return payload.toString();
  }

  private Map<?, ?> handshake(EngineVersion version, String query) {
    String body = get(query);
    if (version == EngineVersion.V3) {
      int colon = body.indexOf(':');
      assertThat(Integer.parseInt(body.substring(0, colon))).isEqualTo(body.length() - colon - 1);
      body = body.substring(colon + 1);
    }
    return open(body);
  }

  private static Map<?, ?> open(String packet) {
    assertThat(packet).startsWith("0");
    try {
      return (Map<?, ?>) Objects.requireNonNull(Json.parse(packet.substring(1)));
    } catch (JsonProcessingException e) {
      throw new AssertionError(packet, e);
    }
  }

  /** Opens a session, and returns the query of its polls. */
  private String session(EngineVersion version) {
    return session(version, "");
  }

  private String session(EngineVersion version, String more) {
    String query = polling(version);
    return query + "&sid=" + handshake(version, query + more).get("sid");
  }

  private WireClient webSocket(String query) {
    return WireClient.at(server().address(), "/engine.io/?" + query);
  }

  /** Opens a session on a WebSocket. */
  private WireClient webSocket(EngineVersion version) {
    WireClient client = webSocket("EIO=" + number(version) + "&transport=websocket");
    open(client.next());
    return client;
  }

  private WireClient probe(String session) {
    return webSocket(session.replace("polling", "websocket"));
  }

  // Handshake

  @ParameterizedTest
  @EnumSource
  void a_handshake_by_polling_tells_the_session_and_that_a_websocket_is_better(
      EngineVersion version) {
    Map<?, ?> open = handshake(version, polling(version));
    assertThat(open.get("sid")).asString().hasSizeGreaterThan(15);
    assertThat(open.get("upgrades")).isEqualTo(List.of("websocket"));
    assertThat(open.get("pingInterval")).isEqualTo(30_000);
    assertThat(open.get("pingTimeout")).isEqualTo(30_000);
    assertThat(open.get("maxPayload"))
        .isEqualTo(version == EngineVersion.V4 ? Integer.valueOf(1_000_000) : null);
  }

  @ParameterizedTest
  @EnumSource
  void a_handshake_by_websocket_has_nothing_better_to_offer(EngineVersion version) {
    try (WireClient client = webSocket("EIO=" + number(version) + "&transport=websocket")) {
      assertThat(open(client.next()).get("upgrades")).isEqualTo(List.of());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transport=polling",
        "EIO=abc&transport=polling",
        "EIO=5&transport=polling",
        "EIO=4",
        "EIO=4&transport=abc",
        "EIO=3&transport=flashsocket",
        "EIO=4&transport=polling&sid=unknown",
        "EIO=4&transport=websocket"
      })
  void a_request_that_makes_no_sense_is_answered_400(String query) {
    HttpResponse<byte[]> response = send(request(query));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(text(response)).contains("\"code\":").contains("\"message\":");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
  void a_handshake_is_a_get(String method) {
    HttpRequest.Builder request =
        request(polling(EngineVersion.V4)).method(method, BodyPublishers.noBody());
    assertThat(send(request).statusCode()).isEqualTo(400);
  }

  // Payloads

  @ParameterizedTest
  @EnumSource
  void a_payload_has_one_packet_or_several(EngineVersion version) {
    String session = session(version);
    for (String payload :
        List.of(payload(version, "4hello"), payload(version, "4one", "4two", "4three"))) {
      accepted(post(session, payload));
      assertThat(get(session)).isEqualTo(payload);
    }
  }

  @ParameterizedTest
  @EnumSource
  void text_of_every_script_comes_back(EngineVersion version) {
    String session = session(version);
    String payload = payload(version, "4汉字😀é", "4שלום");
    accepted(post(session, payload));
    assertThat(get(session)).isEqualTo(payload);
  }

  @ParameterizedTest
  @EnumSource
  void a_binary_message_is_base64_for_those_who_take_text_only(EngineVersion version) {
    String session = session(version, "&b64=1");
    String base64 = Base64.getEncoder().encodeToString(BYTES);
    String payload =
        payload(version, "4hello", (version == EngineVersion.V3 ? "b4" : "b") + base64);
    accepted(post(session, payload));
    assertThat(get(session)).isEqualTo(payload);
  }

  @Test
  void version_3_has_a_binary_payload_in_both_directions() {
    String session = session(EngineVersion.V3);
    byte[] payload = {0, 6, -1, '4', 'h', 'e', 'l', 'l', 'o', 1, 5, -1, 4, 1, 2, 3, 4};
    accepted(
        send(
            request(session)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(payload))));
    HttpResponse<byte[]> poll = send(request(session));
    assertThat(poll.body()).isEqualTo(payload);
    assertThat(poll.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
  }

  @ParameterizedTest
  @EnumSource
  void a_malformed_payload_ends_the_session(EngineVersion version) {
    String session = session(version);
    assertThat(post(session, "abc").statusCode()).isEqualTo(400);
    assertThat(statusOfGet(session)).isEqualTo(400);
  }

  @ParameterizedTest
  @EnumSource
  void a_second_poll_at_once_ends_the_session(EngineVersion version) {
    String session = session(version);
    CompletableFuture<HttpResponse<byte[]>> one =
        HTTP.sendAsync(request(session).build(), BodyHandlers.ofByteArray());
    HttpResponse<byte[]> two = send(request(session));
    // Whichever came second is refused, and the other is told that it is over.
    List<HttpResponse<byte[]>> both = List.of(one.join(), two);
    assertThat(both).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(200, 400);
    assertThat(both)
        .filteredOn(response -> response.statusCode() == 200)
        .extracting(EngineIoRulesIT::text)
        .containsExactly(payload(version, "1"));
    assertThat(statusOfGet(session)).isEqualTo(400);
  }

  // Messages over WebSocket

  @ParameterizedTest
  @EnumSource
  void a_websocket_carries_text_and_binary(EngineVersion version) {
    try (WireClient client = webSocket(version)) {
      assertThat(client.send("4汉字😀").next()).isEqualTo("4汉字😀");
      byte[] packet = version == EngineVersion.V3 ? new byte[] {4, 1, 2, 3, 4} : BYTES;
      assertThat(client.sendBinary(packet).nextBinary()).isEqualTo(packet);
      assertThat(client.sendBinary(packet).nextBinary()).isEqualTo(packet);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_websocket_closes_at_what_is_no_packet(EngineVersion version) {
    for (String garbage : List.of("abc", "", "7", "9x")) {
      try (WireClient client = webSocket(version)) {
        assertThat(client.send(garbage).awaitClose()).as(garbage).isEqualTo(4500);
      }
    }
  }

  // Heartbeat

  @Test
  void in_version_4_the_server_pings() {
    heartbeat(SHORT, LONG);
    String session = session(EngineVersion.V4);
    try (WireClient client = webSocket(EngineVersion.V4)) {
      for (int i = 0; i < 3; i++) {
        assertThat(get(session)).isEqualTo("2");
        accepted(post(session, "3"));
        assertThat(client.next()).isEqualTo("2");
        client.send("3");
      }
    }
  }

  @Test
  void in_version_3_the_client_pings() {
    String session = session(EngineVersion.V3);
    try (WireClient client = webSocket(EngineVersion.V3)) {
      for (int i = 0; i < 3; i++) {
        accepted(post(session, "1:2"));
        assertThat(get(session)).isEqualTo("1:3");
        assertThat(client.send("2").next()).isEqualTo("3");
      }
      assertThat(client.send("2probe").next()).isEqualTo("3probe");
    }
  }

  @ParameterizedTest
  @EnumSource
  void who_is_silent_for_interval_and_timeout_is_gone(EngineVersion version) {
    heartbeat(SHORT, SHORT);
    String session = session(version);
    try (WireClient client = webSocket(version)) {
      assertThat(client.awaitClose()).isEqualTo(4002);
    }
    int status = statusOfGet(session);
    while (status == 200) {
      status = statusOfGet(session);
    }
    assertThat(status).isEqualTo(400);
  }

  // Close

  @ParameterizedTest
  @EnumSource
  void a_close_packet_ends_the_open_poll_and_the_session(EngineVersion version) {
    String session = session(version);
    CompletableFuture<HttpResponse<byte[]>> poll =
        HTTP.sendAsync(request(session).build(), BodyHandlers.ofByteArray());
    accepted(post(session, payload(version, "1")));
    assertThat(text(poll.join())).isEqualTo(payload(version, "6"));
    assertThat(statusOfGet(session)).isEqualTo(400);
  }

  @ParameterizedTest
  @EnumSource
  void a_close_packet_closes_the_websocket(EngineVersion version) {
    try (WireClient client = webSocket(version)) {
      assertThat(client.send("1").awaitClose()).isEqualTo(1000);
    }
  }

  // Upgrade

  @ParameterizedTest
  @EnumSource
  void an_upgrade_ends_the_last_poll_with_a_noop_and_takes_over(EngineVersion version) {
    String session = session(version);
    try (WireClient client = probe(session)) {
      assertThat(client.send("2probe").next()).isEqualTo("3probe");
      // However often the client polls before it has read the answer to its probe.
      assertThat(get(session)).isEqualTo(payload(version, "6"));
      assertThat(get(session)).isEqualTo(payload(version, "6"));
      assertThat(client.send("5").send("4hello").next()).isEqualTo("4hello");
      assertThat(statusOfGet(session)).isEqualTo(400);
      assertThat(post(session, payload(version, "4lost")).statusCode()).isEqualTo(400);
      assertThat(client.send("4still here").next()).isEqualTo("4still here");
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_waits_for_a_poll_comes_over_the_websocket_after_an_upgrade(EngineVersion version) {
    String session = session(version);
    try (WireClient client = probe(session)) {
      assertThat(client.send("2probe").next()).isEqualTo("3probe");
      accepted(post(session, payload(version, "4one", "4汉字😀")));
      client.send("5").send("4three");
      assertThat(List.of(client.next(), client.next(), client.next()))
          .containsExactly("4one", "4汉字😀", "4three");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_session_has_one_websocket(EngineVersion version) {
    String session = session(version);
    try (WireClient client = probe(session)) {
      assertThat(client.send("2probe").next()).isEqualTo("3probe");
      assertThat(probe(session).awaitClose()).isEqualTo(1008);
      client.send("5");
      assertThat(client.send("4hello").next()).isEqualTo("4hello");
      assertThat(probe(session).awaitClose()).isEqualTo(1008);
      assertThat(client.send("4hello").next()).isEqualTo("4hello");
    }
  }

  /** A request for another version of WebSocket is answered, and was no attempt to upgrade. */
  @Test
  void an_upgrade_that_could_not_begin_may_be_tried_again() {
    String session = session(EngineVersion.V4);
    try (RawWebSocket old =
        new RawWebSocket(
            server().address(),
            "/engine.io/?" + session.replace("polling", "websocket"),
            "8",
            "")) {
      assertThat(old.answer()).startsWith("HTTP/1.1 426");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    try (WireClient client = probe(session)) {
      assertThat(client.send("2probe").next()).isEqualTo("3probe");
      assertThat(client.send("5").send("4hello").next()).isEqualTo("4hello");
    }
  }

  @ParameterizedTest
  @EnumSource
  void polling_goes_on_when_the_probe_fails(EngineVersion version) {
    String session = session(version);
    try (WireClient client = probe(session)) {
      assertThat(client.send("2probe").next()).isEqualTo("3probe");
      assertThat(client.send("no packet of a probe").awaitClose()).isEqualTo(1008);
    }
    accepted(post(session, payload(version, "4hello")));
    String polled = get(session);
    while (polled.equals(payload(version, "6"))) {
      // Answered at once, as long as the server had not seen that the WebSocket was gone.
      polled = get(session);
    }
    assertThat(polled).isEqualTo(payload(version, "4hello"));
    try (WireClient client = probe(session)) {
      assertThat(client.send("2probe").next()).isEqualTo("3probe");
      assertThat(client.send("5").send("4hello").next()).isEqualTo("4hello");
    }
  }
}
