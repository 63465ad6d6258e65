package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.chatroom.ChatRooms;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.web.Admission;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many may connect, and that whoever leaves makes place, however they leave. */
class ConnectionBoundsIT {

  private static final String HOST = "Host: localhost";
  private static final String POLL = "/socket.io/?EIO=4&transport=polling";
  private static final String WEB_SOCKET = "/socket.io/?EIO=4&transport=websocket";
  private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");
  private static final String[] UPGRADE = {
    HOST,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version: 13"
  };

  private final ChatRooms rooms = ChatRooms.builder().rates(RateLimits.none()).build();
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

  @Test
  void a_socket_too_many_is_closed_at_once_and_the_operator_told_once() throws IOException {
    start(options -> options.maxConnections(3));
    try (Logged logged = new Logged(Admission.class);
        WireClient tom = WireClient.version4(server, "");
        WireClient ann = WireClient.version4(server, "");
        RawHttp file = new RawHttp(server)) {
      assertThat(file.send(RawHttp.request("GET", "/", HOST)).readTo("\r\n"))
          .startsWith("HTTP/1.1 404");
      for (int i = 0; i < 5; i++) {
        try (RawHttp tooMany = new RawHttp(server)) {
          assertThat(tooMany.readAll()).isEmpty();
        }
      }
      assertThat(logged.above(Level.DEBUG))
          .containsExactly("WARN there are 3 sockets, as many as there may be: more are refused");
      tom.claim("tom").emit("message", Map.of("msg", "hi"));
      assertThat(ann.awaitMessage()).isEqualTo("tom说:hi");
    }
  }

  @Test
  void a_socket_too_many_of_one_address_is_that_peers_fault() throws IOException {
    start(options -> options.maxConnectionsPerAddress(1));
    try (Logged logged = new Logged(Admission.class);
        RawHttp first = new RawHttp(server)) {
      String request = RawHttp.request("GET", "/", HOST);
      assertThat(first.send(request).readTo("404 Not Found\r\n")).startsWith("HTTP/1.1 404");
      try (RawHttp second = new RawHttp(server)) {
        assertThat(second.readAll()).isEmpty();
      }
      assertThat(first.send(request).readTo("HTTP/1.1 404")).endsWith("HTTP/1.1 404");
      assertThat(logged.above(Level.DEBUG)).isEmpty();
    }
  }

  @Test
  void a_session_too_many_is_told_to_come_back() throws IOException {
    start(options -> options.maxConnections(2));
    for (int i = 0; i < 2; i++) {
      assertThat(RawHttp.ask(server, "GET", POLL, HOST)).contains("\"sid\"");
    }
    assertBusy(RawHttp.ask(server, "GET", POLL, HOST));
    assertBusy(RawHttp.ask(server, "GET", WEB_SOCKET, UPGRADE));
  }

  private static void assertBusy(String answer) {
    assertThat(answer)
        .startsWith("HTTP/1.1 503 Service Unavailable")
        .contains("\r\nretry-after: 10\r\n")
        .endsWith("{\"code\":6,\"message\":\"Too many sessions\"}");
  }

  @Test
  void sessions_behind_a_proxy_are_counted_by_the_clients_address() throws IOException {
    start(options -> options.maxConnectionsPerAddress(1).trustProxy("127.0.0.1"));
    assertThat(openFor("192.0.2.1")).contains("\"sid\"");
    assertThat(openFor("192.0.2.2")).contains("\"sid\"");
    assertBusy(openFor("192.0.2.1"));
    assertThat(openFor("2001:db8::1")).contains("\"sid\"");
    assertBusy(openFor("2001:db8::2"));
    try (RawHttp one = new RawHttp(server);
        RawHttp other = new RawHttp(server)) {
      String request = RawHttp.request("GET", "/", HOST);
      assertThat(one.send(request).readTo("\r\n")).startsWith("HTTP/1.1 404");
      assertThat(other.send(request).readTo("\r\n")).startsWith("HTTP/1.1 404");
    }
  }

  private String openFor(String client) throws IOException {
    return RawHttp.ask(server, "GET", POLL, HOST, "X-Forwarded-For: " + client);
  }

  @Test
  void a_websocket_that_comes_to_nothing_takes_no_place_on_a_connection_that_goes_on()
      throws IOException {
    start(options -> options.maxConnections(2));
    try (RawHttp http = new RawHttp(server)) {
      for (int i = 0; i < 5; i++) {
        http.send(RawHttp.request("GET", WEB_SOCKET, UPGRADE).replace("Version: 13", "Version: 8"));
        assertThat(http.readTo("\r\n\r\n426 Upgrade Required")).startsWith("HTTP/1.1 426");
        http.send(RawHttp.request("GET", WEB_SOCKET, UPGRADE).replace("Sec-WebSocket-Key", "X"));
        assertThat(http.readTo("\"}")).startsWith("HTTP/1.1 400");
        http.send(RawHttp.request("GET", WEB_SOCKET, HOST));
        assertThat(http.readTo("\"}")).startsWith("HTTP/1.1 400");
      }
    }
    assertAllPlacesAreFree(2);
    // One after the other without waiting: the first is answered, the second is a WebSocket.
    String valid = RawHttp.request("GET", WEB_SOCKET, UPGRADE);
    try (RawHttp http = new RawHttp(server)) {
      http.send(valid.replace("Version: 13", "Version: 8") + valid);
      assertThat(http.readTo("\"maxPayload\"")).contains("HTTP/1.1 426", "HTTP/1.1 101");
    }
    assertAllPlacesAreFree(2);
  }

  /** Each ends in another way; the seed says which, and how far it comes. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatever_clients_do_all_places_are_free_again(long seed) throws IOException {
    start(
        options ->
            options
                .maxConnections(6)
                .heartbeat(Duration.ofMillis(500), Duration.ofMillis(500))
                .connectTimeout(Duration.ofMillis(100))
                .upgradeTimeout(Duration.ofMillis(100)));
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      try {
        misbehave(random);
      } catch (IOException refused) {
        // There was no place, which is none of our business here.
      }
    }
    assertAllPlacesAreFree(6);
  }

  private void misbehave(Random random) throws IOException {
    RawHttp http = new RawHttp(server);
    String poll = random.nextBoolean() ? POLL : POLL.replace("EIO=4", "EIO=3");
    switch (random.nextInt(8)) {
      case 0 -> {
        // Says nothing.
      }
      case 1 -> http.send(RawHttp.request("GET", poll, HOST).substring(0, 20));
      case 2 -> http.send(RawHttp.request("GET", poll, HOST));
      case 3 -> http.send(RawHttp.request("GET", WEB_SOCKET, UPGRADE));
      case 4 -> {
        http.send(RawHttp.request("GET", WEB_SOCKET, UPGRADE));
        http.readTo("}");
      }
      case 5 -> http.send(RawHttp.request("GET", WEB_SOCKET, UPGRADE).replace("13", "7"));
      case 6 -> pollAgain(http, poll, random.nextBoolean());
      default -> probe(http, poll, random.nextInt(3));
    }
    if (random.nextBoolean()) {
      http.abort();
    } else {
      http.close();
    }
  }

  private static String open(RawHttp http, String poll) throws IOException {
    Matcher sid = SID.matcher(http.send(RawHttp.request("GET", poll, HOST)).readTo("}"));
    if (!sid.find()) {
      throw new IOException("refused");
    }
    return "&sid=" + sid.group(1);
  }

  /** Leaves while a poll is open, or by Engine.IO's own word. */
  private void pollAgain(RawHttp http, String poll, boolean politely) throws IOException {
    String sid = open(http, poll);
    if (politely) {
      http.send(RawHttp.request("POST", poll + sid, HOST, "Content-Length: 1") + "1");
      http.readTo("\r\n\r\n");
    } else {
      http.send(RawHttp.request("GET", poll + sid, HOST));
    }
  }

  /** Tries a WebSocket for a session that polls, and leaves at one step or another. */
  private void probe(RawHttp http, String poll, int steps) throws IOException {
    String sid = open(http, poll);
    try (RawHttp webSocket = new RawHttp(server)) {
      webSocket.send(RawHttp.request("GET", poll.replace("polling", "websocket") + sid, UPGRADE));
      if (steps > 0) {
        if (!webSocket.readTo("\r\n\r\n").startsWith("HTTP/1.1 101")) {
          throw new IOException("refused");
        }
        webSocket.send("\u0081\u0086\0\0\0\0002probe").readTo("3probe");
      }
      if (steps > 1) {
        webSocket.send("\u0081\u0081\0\0\0\0005");
      }
    }
  }

  /** Takes all places at once, as soon as that is possible. */
  private void assertAllPlacesAreFree(int places) throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!takeAll(places)) {
      assertThat(System.nanoTime()).as("all places within 20 s").isLessThan(deadline);
    }
  }

  private boolean isRefused() throws IOException {
    try {
      return RawHttp.ask(server, "GET", "/", HOST).isEmpty();
    } catch (SocketException closed) {
      return true;
    }
  }

  private boolean takeAll(int places) throws IOException {
    List<WireClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < places; i++) {
        clients.add(WireClient.version4(server, ""));
      }
      return isRefused();
    } catch (CompletionException refused) {
      return false;
    } finally {
      clients.forEach(WireClient::abort);
    }
  }
}
