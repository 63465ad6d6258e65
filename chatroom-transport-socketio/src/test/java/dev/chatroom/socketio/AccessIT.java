package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.policy.Authenticator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may connect: pages of other origins, and clients behind proxies. */
class AccessIT {

  private static final String HOST = "Host: chat.example";
  private static final String FRIEND = "https://friend.example";
  private static final String OPEN = "/socket.io/?EIO=3&transport=polling";

  private final BlockingQueue<String> addresses = new LinkedBlockingQueue<>();
  private final ChatRooms rooms =
      ChatRooms.builder()
          .authenticator(
              handshake -> {
                addresses.add(handshake.address());
                return CompletableFuture.completedFuture(Authenticator.Decision.Anonymous.INSTANCE);
              })
          .build();
  private SocketIoTransport transport;
  private InetSocketAddress server;

  @BeforeEach
  void start() {
    start(options -> options);
  }

  private void start(UnaryOperator<SocketIoTransportBuilder> options) {
    if (transport != null) {
      transport.stop(Duration.ZERO);
    }
    transport = options.apply(SocketIoTransport.builder().host("127.0.0.1").port(0)).build();
    transport.start(rooms);
    server = transport.address().orElseThrow();
  }

  @AfterEach
  void stop() {
    transport.stop(Duration.ofSeconds(1));
    rooms.close();
  }

  private String ask(String method, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(HOST));
    all.addAll(List.of(headers));
    return RawHttp.ask(server, method, OPEN, all.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "OPTIONS"})
  void a_foreign_page_is_refused_and_may_not_read_why(String method) throws IOException {
    start(options -> options.allowOrigin(FRIEND));
    assertThat(ask(method, "Origin: http://evil.example"))
        .startsWith("HTTP/1.1 403 Forbidden")
        .endsWith("{\"code\":4,\"message\":\"Forbidden\"}")
        .containsOnlyOnce("\r\nvary: origin\r\n")
        .doesNotContain("access-control");
  }

  @Test
  void a_page_of_our_own_needs_no_permission_to_read() throws IOException {
    assertThat(ask("GET", "Origin: http://chat.example"))
        .startsWith("HTTP/1.1 200 OK")
        .containsOnlyOnce("\r\nvary: origin\r\n")
        .doesNotContain("access-control");
  }

  @Test
  void a_page_of_a_friend_may_read_but_has_no_cookies_sent() throws IOException {
    start(options -> options.allowOrigin("HTTPS://Friend.example:443"));
    assertThat(ask("GET", "Origin: " + FRIEND))
        .startsWith("HTTP/1.1 200 OK")
        .containsOnlyOnce("\r\naccess-control-allow-origin: https://friend.example\r\n")
        .containsOnlyOnce("\r\nvary: origin\r\n")
        .doesNotContain("access-control-allow-credentials");
    assertThat(RawHttp.ask(server, "GET", OPEN + "&sid=x", HOST, "Origin: " + FRIEND))
        .startsWith("HTTP/1.1 400 Bad Request")
        .containsOnlyOnce("\r\naccess-control-allow-origin: https://friend.example\r\n");
  }

  @Test
  void cookies_are_sent_where_they_are_allowed() throws IOException {
    start(options -> options.allowOrigin(FRIEND).allowCredentials());
    assertThat(ask("GET", "Origin: " + FRIEND))
        .containsOnlyOnce("\r\naccess-control-allow-origin: https://friend.example\r\n")
        .containsOnlyOnce("\r\naccess-control-allow-credentials: true\r\n");
  }

  /** The page of the tutorial: it comes from localhost, and its client 1.4.5 asks for cookies. */
  @Test
  void a_page_of_ours_by_another_name_of_this_computer_may_read_and_send_cookies()
      throws IOException {
    String here = "localhost:" + server.getPort();
    String there = "Host: 127.0.0.1:" + server.getPort();
    assertThat(RawHttp.ask(server, "GET", OPEN, there, "Origin: http://" + here))
        .startsWith("HTTP/1.1 200 OK")
        .contains("\r\naccess-control-allow-origin: http://" + here + "\r\n")
        .contains("\r\naccess-control-allow-credentials: true\r\n");
    assertThat(RawHttp.ask(server, "GET", OPEN, there, "Origin: http://localhost:1"))
        .startsWith("HTTP/1.1 403 Forbidden");
  }

  @Test
  void a_browser_that_asks_first_is_told_what_a_friend_may_do() throws IOException {
    start(options -> options.allowOrigin(FRIEND));
    assertThat(
            ask(
                "OPTIONS",
                "Origin: " + FRIEND,
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: authorization,content-type"))
        .startsWith("HTTP/1.1 200 OK")
        .contains("\r\naccess-control-allow-origin: https://friend.example\r\n")
        .contains("\r\naccess-control-allow-methods: GET, POST\r\n")
        .contains("\r\naccess-control-allow-headers: authorization,content-type\r\n")
        .contains("\r\naccess-control-max-age: 7200\r\n")
        .contains("\r\nvary: origin\r\n");
    assertThat(ask("OPTIONS", "Origin: " + FRIEND))
        .contains("\r\naccess-control-allow-headers: Content-Type\r\n");
  }

  @ParameterizedTest
  @CsvSource({"same-origin, 200", "none, 200", "same-site, 403", "cross-site, 403"})
  void a_script_element_of_another_page_is_refused(String site, int status) throws IOException {
    assertThat(ask("GET", "Sec-Fetch-Site: " + site)).startsWith("HTTP/1.1 " + status);
  }

  @Test
  void who_sends_no_origin_may_connect_unless_it_is_required() throws IOException {
    assertThat(ask("GET")).startsWith("HTTP/1.1 200 OK");
    start(SocketIoTransportBuilder::requireOrigin);
    assertThat(ask("GET")).startsWith("HTTP/1.1 403 Forbidden");
    assertThat(ask("GET", "Origin: http://chat.example")).startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void several_origins_or_hosts_are_refused() throws IOException {
    String own = "Origin: http://chat.example";
    assertThat(ask("GET", own, own)).startsWith("HTTP/1.1 403 Forbidden");
    assertThat(ask("GET", own, HOST)).startsWith("HTTP/1.1 400 Bad Request");
  }

  private String addressOf(String... headers) throws IOException, InterruptedException {
    assertThat(ask("GET", headers)).startsWith("HTTP/1.1 200 OK");
    return String.valueOf(addresses.poll(10, TimeUnit.SECONDS));
  }

  @Test
  void a_stranger_does_not_say_who_it_is() throws IOException, InterruptedException {
    start(options -> options.trustProxy("10.0.0.0/8"));
    assertThat(addressOf("X-Forwarded-For: 198.51.100.1")).isEqualTo("127.0.0.1");
  }

  @Test
  void a_proxy_says_for_whom_it_speaks() throws IOException, InterruptedException {
    start(options -> options.trustProxy("10.0.0.0/8", "127.0.0.1"));
    assertThat(addressOf("X-Forwarded-For: 203.0.113.5, 198.51.100.1, 10.0.0.2"))
        .isEqualTo("198.51.100.1");
    assertThat(addressOf("X-Forwarded-For: 198.51.100.1", "X-Forwarded-For: [2001:db8::1]:80"))
        .isEqualTo("2001:db8:0:0:0:0:0:1");
    assertThat(addressOf("X-Forwarded-For: unknown")).isEqualTo("127.0.0.1");
    assertThat(addressOf("X-Forwarded-For: " + "10.0.0.2,".repeat(700) + "x"))
        .isEqualTo("127.0.0.1");
    assertThat(addressOf()).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "https, chat.example, https://chat.example, 200",
    "https, chat.example, http://chat.example, 403",
    "http, chat.example, https://chat.example, 403",
    "'https, http', 'chat.example, inner', https://chat.example, 200",
    "https, chat.example:8443, https://chat.example:8443, 200",
    "https, inner, https://chat.example, 403",
    "nonsense, chat.example, https://chat.example, 403",
    "https, a b, https://chat.example, 403",
  })
  void a_proxy_says_how_a_page_of_ours_came(String scheme, String host, String origin, int status)
      throws IOException {
    start(options -> options.trustProxy("127.0.0.1"));
    String[] headers = {
      "X-Forwarded-Proto: " + scheme, "X-Forwarded-Host: " + host, "Origin: " + origin
    };
    assertThat(RawHttp.ask(server, "GET", OPEN, "Host: inner", headers[0], headers[1], headers[2]))
        .startsWith("HTTP/1.1 " + status);
  }

  @Test
  void a_stranger_does_not_say_how_it_came() throws IOException {
    assertThat(ask("GET", "X-Forwarded-Host: evil.example", "Origin: http://evil.example"))
        .startsWith("HTTP/1.1 403 Forbidden");
    assertThat(ask("GET", "X-Forwarded-Proto: http", "Origin: https://chat.example"))
        .startsWith("HTTP/1.1 200 OK");
  }
}
