package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.policy.RateLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Polling request by request, and the upgrade to a WebSocket packet by packet. */
class PollingIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

  private final ChatRooms rooms = ChatRooms.builder().rates(RateLimits.none()).build();
  private final SocketIoTransport transport =
      SocketIoTransport.builder()
          .host("127.0.0.1")
          .port(0)
          .allowOrigin("http://friend.example")
          .build();

  @BeforeEach
  void start() {
    transport.start(rooms);
  }

  @AfterEach
  void stop() {
    transport.stop(Duration.ofSeconds(1));
    rooms.close();
  }

  private HttpRequest.Builder request(String query) {
    int port = transport.address().orElseThrow().getPort();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/socket.io/?" + query))
        .timeout(Duration.ofSeconds(10));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private String get(String query) {
    HttpResponse<String> response = send(request(query));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private void post(String query, String body) {
    HttpResponse<String> response =
        send(request(query).POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("ok");
  }

  /** Handshakes by polling with Engine.IO 4, connects, and returns the query of the session. */
  private String connect4() {
    Matcher open = SID.matcher(get("EIO=4&transport=polling"));
    assertThat(open.find()).isTrue();
    String session = "EIO=4&transport=polling&sid=" + open.group(1);
    post(session, "40");
    assertThat(get(session)).startsWith("40{");
    assertThat(get(session)).isEqualTo("42[\"nicknames\",[]]");
    return session;
  }

  @Test
  void version_3_is_in_the_room_with_the_handshake() {
    String body = get("EIO=3&transport=polling&b64=1");
    Matcher open = SID.matcher(body);
    assertThat(open.find()).isTrue();
    assertThat(body).contains("\"upgrades\":[\"websocket\"]").endsWith("2:40");
    String session = "EIO=3&transport=polling&sid=" + open.group(1);
    assertThat(get(session)).isEqualTo("18:42[\"nicknames\",[]]");
    String packet = "420[\"nickname\",\"汤姆\"]";
    post(session, packet.length() + ":" + packet);
    assertThat(get(session)).contains("430[{").containsIgnoringCase("\\u6c64\\u59c6");
  }

  @Test
  void a_poll_waits_for_what_happens() {
    String session = connect4();
    CompletableFuture<HttpResponse<String>> poll =
        HTTP.sendAsync(request(session).build(), BodyHandlers.ofString());
    try (WireClient ann = WireClient.version4(transport.address().orElseThrow(), "")) {
      ann.claim("ann");
      assertThat(poll.join().body()).isEqualTo("42[\"nicknames\",[\"ann\"]]");
    }
  }

  @Test
  void what_happens_between_two_polls_is_in_the_next() {
    String session = connect4();
    try (WireClient ann = WireClient.version4(transport.address().orElseThrow(), "")) {
      ann.claim("ann");
      for (int i = 0; i < 120; i++) {
        ann.ask("message", Map.of("msg", "m" + i));
      }
      List<String> seen = new ArrayList<>();
      Matcher message = Pattern.compile("\"msg\":\"(m\\d+)\"").matcher("");
      while (seen.size() < 120) {
        message.reset(get(session));
        while (message.find()) {
          seen.add(message.group(1));
        }
      }
      assertThat(seen).isEqualTo(IntStream.range(0, 120).mapToObj(i -> "m" + i).toList());
    }
  }

  @Test
  void a_second_poll_at_once_ends_the_session() {
    String session = connect4();
    CompletableFuture<HttpResponse<String>> first =
        HTTP.sendAsync(request(session).build(), BodyHandlers.ofString());
    HttpResponse<String> second = send(request(session));
    // Whichever comes second is refused, and the other told that it is over.
    List<HttpResponse<String>> both = List.of(first.join(), second);
    assertThat(both.stream().map(HttpResponse::statusCode)).containsExactlyInAnyOrder(200, 400);
    assertThat(
            both.stream().filter(each -> each.statusCode() == 200).findFirst().orElseThrow().body())
        .isEqualTo("1");
    assertThat(send(request(session)).body()).contains("Session ID unknown");
  }

  @Test
  void a_page_without_xhr_polls_by_scripts_and_posts_by_forms() {
    String body = get("EIO=3&transport=polling&j=0");
    assertThat(body).startsWith("___eio[0](\"").endsWith("\");");
    Matcher open = Pattern.compile("\\\\\"sid\\\\\":\\\\\"([^\\\\]+)").matcher(body);
    assertThat(open.find()).isTrue();
    String session = "EIO=3&transport=polling&sid=" + open.group(1);
    get(session + "&j=1");
    String packet = "420[\"nickname\",\"a\\\\b\"]";
    String form = "d=" + URLEncoder.encode(packet.length() + ":" + packet, StandardCharsets.UTF_8);
    HttpResponse<String> posted =
        send(
            request(session + "&j=2")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    assertThat(posted.body()).isEqualTo("ok");
    assertThat(get(session + "&j=2")).startsWith("___eio[2](\"").contains("430[{");
  }

  @Test
  void an_upgrade_in_the_middle_of_a_burst_loses_and_doubles_nothing() {
    String session = connect4();
    try (WireClient ann = WireClient.version4(transport.address().orElseThrow(), "")) {
      ann.claim("ann");
      CompletableFuture<Void> burst =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 500; i++) {
                  ann.emit("message", Map.of("msg", "m" + i));
                }
              });
      StringBuilder polled = new StringBuilder(get(session));
      try (WireClient upgraded =
          WireClient.raw(
              transport.address().orElseThrow(),
              session.replace("transport=polling", "transport=websocket"))) {
        upgraded.send("2probe");
        assertThat(upgraded.next()).isEqualTo("3probe");
        polled.append(get(session));
        upgraded.send("5");
        burst.join();
        Matcher message = Pattern.compile("\"msg\":\"(m\\d+)\"").matcher(polled);
        List<String> seen = new ArrayList<>();
        while (message.find()) {
          seen.add(message.group(1));
        }
        while (seen.size() < 500) {
          seen.add(upgraded.awaitMessage().replace("ann说:", ""));
        }
        assertThat(seen).isEqualTo(IntStream.range(0, 500).mapToObj(i -> "m" + i).toList());
        assertThat(send(request(session)).statusCode()).isEqualTo(400);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, EIO=4&transport=htmlfile, 0",
    "GET, EIO=4, 0",
    "GET, EIO=4&transport=polling&sid=nobody, 1",
    "POST, EIO=4&transport=polling&sid=nobody, 1",
    "POST, EIO=4&transport=polling, 2",
    "PUT, EIO=4&transport=polling, 2",
    "GET, EIO=4&transport=websocket, 3",
    "GET, EIO=4&transport=polling&j=x, 3",
    "GET, transport=polling, 5",
    "GET, EIO=5&transport=polling, 5",
  })
  void a_bad_request_gets_the_error_of_the_protocol(String method, String query, int code) {
    HttpResponse<String> response = send(request(query).method(method, BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"code\":" + code);
  }

  private int postMalformed(String session) {
    return send(request(session)
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofString("\u0001\u0002")))
        .statusCode();
  }

  @Test
  void a_malformed_body_ends_the_session_of_a_client_that_does_not_poll() {
    String session = connect4();
    assertThat(postMalformed(session)).isEqualTo(400);
    assertThat(send(request(session)).body()).contains("Session ID unknown");
  }

  @Test
  void a_malformed_packet_of_socket_io_ends_the_session_when_the_client_has_heard_why() {
    String session = connect4();
    post(session, "42[");
    String last = get(session);
    while (!last.endsWith("\u001E1")) {
      last += get(session);
    }
    assertThat(last).contains("malformed").contains("\"reason\":\"protocol_error\"");
    assertThat(send(request(session)).body()).contains("Session ID unknown");
  }

  @Test
  void only_friends_and_our_own_pages_may_connect() {
    String query = "EIO=4&transport=polling";
    HttpResponse<String> foreign = send(request(query).header("Origin", "http://evil.example"));
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(foreign.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    HttpResponse<String> friend = send(request(query).header("Origin", "http://friend.example"));
    assertThat(friend.statusCode()).isEqualTo(200);
    assertThat(friend.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("http://friend.example");
    String here = "http://localhost:" + transport.address().orElseThrow().getPort();
    assertThat(send(request(query).header("Origin", here)).statusCode()).isEqualTo(200);
    assertThat(send(request(query).header("Origin", "http://localhost:9")).statusCode())
        .isEqualTo(403);
  }

  /** Whoever is in the room, as soon as it is as expected. */
  private void awaitOccupants(String... nicknames) {
    try (WireClient watcher = WireClient.version4(transport.address().orElseThrow(), "")) {
      watcher.awaitNicknames(nicknames);
    }
  }

  @Test
  void a_poll_that_is_cut_off_ends_the_session_and_frees_the_nickname() throws IOException {
    String session = connect4();
    post(session, "420[\"nickname\",\"tom\"]");
    get(session);
    awaitOccupants("tom");
    int port = transport.address().orElseThrow().getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String poll = "GET /socket.io/?" + session + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(poll.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    }
    awaitOccupants();
    assertThat(send(request(session)).body()).contains("Session ID unknown");
  }

  @Test
  void a_session_on_a_websocket_has_no_other_connection() {
    try (WireClient tom =
        WireClient.raw(transport.address().orElseThrow(), "EIO=4&transport=websocket")) {
      Matcher open = SID.matcher(tom.next());
      assertThat(open.find()).isTrue();
      tom.send("40");
      String session = "EIO=4&transport=polling&sid=" + open.group(1);
      assertThat(send(request(session)).statusCode()).isEqualTo(400);
      HttpResponse<String> post = send(request(session).POST(BodyPublishers.ofString("41")));
      assertThat(post.statusCode()).isEqualTo(400);
      HttpResponse<String> probe =
          send(request(session.replace("polling", "websocket")).header("X", "no upgrade"));
      assertThat(probe.statusCode()).isEqualTo(400);
      tom.claim("tom");
    }
  }

  @Test
  void one_websocket_at_a_time_may_try_to_take_over() {
    String session = connect4();
    String upgrade = session.replace("transport=polling", "transport=websocket");
    try (WireClient first = WireClient.raw(transport.address().orElseThrow(), upgrade)) {
      first.send("2probe");
      assertThat(first.next()).isEqualTo("3probe");
      assertThat(WireClient.raw(transport.address().orElseThrow(), upgrade).awaitClose())
          .isEqualTo(1008);
      first.send("5");
      first.claim("tom");
      assertThat(WireClient.raw(transport.address().orElseThrow(), upgrade).awaitClose())
          .isEqualTo(1008);
    }
  }

  @Test
  void answers_that_nobody_polls_for_end_the_session_at_their_bound() {
    String session = connect4();
    String flood = String.join("\u001E", Collections.nCopies(10_000, "42[\"no_such_event\"]"));
    post(session, flood);
    assertThat(send(request(session)).body()).contains("Session ID unknown");
  }
}
