package dev.chatroom.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program from outside: its options, what it prints, how it starts and ends. */
@Timeout(120)
class MainIT {

  /** The pattern of logback.xml. */
  private static final String LOG_LINE =
      "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} (DEBUG|INFO |WARN |ERROR) \\[.+\\] .+ - .*";

  private static final int SIGTERM_STATUS = 143;

  private static ExampleProcess run(String... arguments) {
    return ExampleProcess.run(Map.of(), arguments);
  }

  @Test
  void it_prints_where_it_runs_and_nothing_else() {
    ExampleProcess server = ExampleProcess.start();
    try (WireClient tom = WireClient.connect(server)) {
      tom.claim("tom").post("hi");
    }
    assertThat(server.terminate().awaitExit()).isEqualTo(SIGTERM_STATUS);
    assertThat(server.out()).containsExactly("server run ok", server.url().toString());
    assertThat(server.url().toString()).matches("http://127\\.0\\.0\\.1:\\d+/");
    assertThat(server.err()).allMatch(line -> line.matches(LOG_LINE));
  }

  @Test
  void all_addresses_are_shown_as_localhost() {
    try (ExampleProcess server = run("--port", "0")) {
      assertThat(server.url().getHost()).isEqualTo("localhost");
      WireClient.connect(server).claim("tom").close();
    }
  }

  @Test
  void the_port_is_the_one_of_the_option() {
    int port = ExampleProcess.freePort();
    try (ExampleProcess server = ExampleProcess.startAt(port)) {
      assertThat(server.port()).isEqualTo(port);
    }
  }

  @Test
  void the_port_is_the_one_of_the_environment() {
    int port = ExampleProcess.freePort();
    Map<String, String> environment = Map.of("PORT", Integer.toString(port));
    try (ExampleProcess server = ExampleProcess.run(environment, "--host", "127.0.0.1")) {
      assertThat(server.port()).isEqualTo(port);
    }
  }

  @Test
  void the_option_wins_over_the_environment() {
    int port = ExampleProcess.freePort();
    try (ExampleProcess server =
        ExampleProcess.run(
            Map.of("PORT", "nonsense"), "--host", "127.0.0.1", "--port", Integer.toString(port))) {
      assertThat(server.port()).isEqualTo(port);
    }
  }

  @Test
  void with_jetty_there_is_one_page_and_no_other_word() {
    ExampleProcess server = run("--port", "0", "--transport", "jetty");
    assertThat(server.url().getHost()).isEqualTo("localhost");
    PlainClient.connect(server.url()).claim("tom").close();
    assertThat(server.terminate().awaitExit()).isEqualTo(SIGTERM_STATUS);
    assertThat(server.out()).containsExactly("server run ok", server.url().toString());
    assertThat(server.err()).isEmpty();
  }

  @Test
  void with_both_the_page_of_jetty_is_on_the_next_port() {
    int port = ExampleProcess.twoFreePorts();
    try (ExampleProcess server = ExampleProcess.startAt(port, "--transport", "both")) {
      assertThat(server.port()).isEqualTo(port);
      assertThat(server.secondUrl()).isEqualTo(URI.create("http://127.0.0.1:" + (port + 1) + "/"));
      WireClient.connect(server).claim("tom").close();
      PlainClient.connect(server.secondUrl()).claim("ann").close();
    }
  }

  @Test
  void with_both_the_page_of_jetty_is_on_the_port_of_the_option() {
    int port = ExampleProcess.freePort();
    String[] arguments = {"--transport", "both", "--jetty-port", Integer.toString(port)};
    try (ExampleProcess server = ExampleProcess.start(arguments)) {
      assertThat(server.secondUrl().getPort()).isEqualTo(port);
      assertThat(server.out())
          .containsExactly("server run ok", server.url().toString(), server.secondUrl().toString());
    }
  }

  @Test
  void a_port_in_the_environment_that_is_none_is_named() {
    ExampleProcess server = ExampleProcess.run(Map.of("PORT", "70000"));
    assertThat(server.awaitExit()).isEqualTo(2);
    assertThat(server.err()).singleElement().asString().contains("PORT 70000", "65535");
  }

  @Test
  void a_port_in_use_is_named_in_one_line() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      ExampleProcess server = run("--host", "127.0.0.1", "--port", port);
      assertThat(server.awaitExit()).isEqualTo(1);
      assertThat(server.err()).singleElement().asString().contains("127.0.0.1:" + port);
      assertThat(server.out()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--transport jetty --port", "--transport both --port 0 --jetty-port"})
  void a_port_of_jetty_in_use_is_named_in_one_line(String arguments) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      ExampleProcess server = run(("--host 127.0.0.1 " + arguments + " " + port).split(" ", -1));
      assertThat(server.awaitExit()).isEqualTo(1);
      assertThat(server.err())
          .singleElement()
          .asString()
          .startsWith("cannot listen on 127.0.0.1:" + port + ": ");
      assertThat(server.out()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--nonsense, --nonsense",
    "nonsense, nonsense",
    "--port, --port",
    "--port x, x",
    "--port 70000, 70000",
    "--port -1, -1",
    "--history -1, -1",
    "--host=, --host",
    "--history x, x",
    "--rate-limit 0/s, 0/s",
    "--rate-limit 10, 10",
    "--rate-limit 10/m, 10/m",
    "--transport nonsense, nonsense",
    "--jetty-port 3001, 3001",
    "--jetty-port 3001 --transport jetty, both",
    "--jetty-port x --transport both, x",
    "--jetty-port 70000 --transport both, 70000",
    "--jetty-port 3000 --transport both, 3000",
    "--port 65535 --transport both, --jetty-port",
    "--redis localhost, --redis",
    "--redis redis://, --redis",
    "--redis http://user:secret@localhost, redis-sentinel://",
    "--redis redis-sentinel://localhost, #MASTER",
    "--token-key-file nowhere, nowhere",
  })
  void a_wrong_option_is_named_in_one_line(String arguments, String wrong) {
    String[] words = arguments.split(" ", -1);
    ExampleProcess server = run(words);
    assertThat(server.awaitExit()).isEqualTo(2);
    assertThat(server.err())
        .singleElement()
        .asString()
        .contains(words[0], wrong)
        .doesNotContain("secret");
    assertThat(server.out()).isEmpty();
  }

  @Test
  void help_names_every_option() {
    ExampleProcess help = run("--help");
    assertThat(help.awaitExit()).isZero();
    assertThat(String.join("\n", help.out()))
        .contains("--port", "--host", "--transport", "--jetty-port", "--history", "--rate-limit")
        .contains("--redis", "REDIS_URL", "--token-key-file")
        .contains("--help", "--version", "3000", "0.0.0.0");
    assertThat(help.err()).isEmpty();
  }

  @Test
  void version_is_that_of_the_build() {
    ExampleProcess version = run("--version");
    assertThat(version.awaitExit()).isZero();
    assertThat(version.out())
        .singleElement()
        .asString()
        .matches("chatroom-example \\d+\\.\\d+\\.\\d+\\S*");
    assertThat(version.err()).isEmpty();
  }

  @Test
  void told_to_stop_it_tells_its_clients_and_frees_the_port() {
    ExampleProcess server = ExampleProcess.startAt(ExampleProcess.freePort());
    try (WireClient tom = WireClient.connect(server).claim("tom")) {
      server.terminate();
      assertThat(tom.await("42[\"closed\","))
          .contains("\"code\":4000", "\"reason\":\"going_away\"", "\"reconnect\":true");
      assertThat(tom.awaitClose()).isEqualTo(4000);
      assertThat(server.awaitExit()).isEqualTo(SIGTERM_STATUS);
    }
    assertThat(server.err()).allMatch(line -> line.matches(LOG_LINE));
    assertThat(server.out()).hasSize(2);
    try (ExampleProcess next = ExampleProcess.startAt(server.port())) {
      WireClient.connect(next).claim("tom").close();
    }
  }

  @Test
  void told_to_stop_it_tells_the_clients_of_both_and_frees_both_ports() {
    int port = ExampleProcess.freePort();
    String[] both = {"--transport", "both"};
    ExampleProcess server = ExampleProcess.startAt(port, both);
    try (WireClient tom = WireClient.connect(server).claim("tom");
        PlainClient ann = PlainClient.connect(server.secondUrl()).claim("ann")) {
      server.terminate();
      assertThat(tom.await("42[\"closed\",")).contains("\"code\":4000");
      assertThat(ann.await("closed"))
          .contains("\"code\":4000", "\"reason\":\"going_away\"", "\"reconnect\":true");
      assertThat(tom.awaitClose()).isEqualTo(4000);
      assertThat(ann.awaitClose()).isEqualTo(4000);
      assertThat(server.awaitExit()).isEqualTo(SIGTERM_STATUS);
    }
    assertThat(server.err()).isEmpty();
    assertThat(server.out()).hasSize(3);
    try (ExampleProcess next = ExampleProcess.startAt(port, both)) {
      PlainClient.connect(next.secondUrl()).claim("ann").close();
    }
  }

  @Test
  void told_to_stop_it_does_not_wait_for_a_client_that_does_nothing() throws IOException {
    ExampleProcess server = ExampleProcess.start();
    try (RawHttp idle = new RawHttp(server.port())) {
      idle.write("GET / HT");
      assertThat(server.terminate().awaitExit()).isEqualTo(SIGTERM_STATUS);
    }
  }

  @Test
  void a_newcomer_gets_as_much_history_as_the_option_says() {
    try (ExampleProcess server = ExampleProcess.start("--history", "3")) {
      WireClient tom = WireClient.connect(server).claim("tom");
      Stream.of("one", "two", "three", "four", "five").forEach(tom::post);
      WireClient ann = WireClient.connect(server);
      assertThat(ann.await("42[\"history\","))
          .containsSubsequence("\"three\"", "\"four\"", "\"five\"")
          .doesNotContain("\"one\"", "\"two\"");
      tom.close();
      ann.close();
    }
  }

  @Test
  void without_history_there_is_no_such_event() {
    try (ExampleProcess server = ExampleProcess.start("--history", "0")) {
      WireClient tom = WireClient.connect(server).claim("tom").post("one");
      WireClient ann = WireClient.connect(server);
      ann.send("420[\"nickname\",\"ann\"]");
      List<String> first =
          Stream.generate(ann::next).takeWhile(packet -> !packet.startsWith("430[")).toList();
      assertThat(first).containsExactly("42[\"nicknames\",[\"tom\"]]");
      tom.close();
      ann.close();
    }
  }

  @Test
  void messages_are_limited_to_the_rate_of_the_option() {
    try (ExampleProcess server = ExampleProcess.start("--rate-limit", "1/s");
        WireClient tom = WireClient.connect(server).claim("tom")) {
      List<String> answers = postAtOnce(tom, 10);
      assertThat(answers.get(0)).contains("\"msg\":\"ok\"");
      assertThat(answers)
          .filteredOn(answer -> !answer.contains("\"msg\":\"ok\""))
          .isNotEmpty()
          .allMatch(answer -> answer.contains("\"code\":\"rate_limited\""))
          .allMatch(answer -> answer.matches(".*\"retryAfter\":[1-9]\\d{0,3}\\D.*"));
    }
  }

  @Test
  void there_may_be_no_limit() {
    try (ExampleProcess server = ExampleProcess.start("--rate-limit", "off");
        WireClient tom = WireClient.connect(server).claim("tom")) {
      assertThat(postAtOnce(tom, 500)).allMatch(answer -> answer.contains("\"msg\":\"ok\""));
    }
  }

  private static List<String> postAtOnce(WireClient client, int messages) {
    int first = 100;
    for (int ack = first; ack < first + messages; ack++) {
      client.send("42" + ack + "[\"message\"," + WireClient.message("m" + ack) + "]");
    }
    // In any order: a refusal does not wait for what the room still has to say.
    return Stream.generate(() -> client.await("43")).limit(messages).sorted().toList();
  }

  @Test
  void pages_of_strangers_may_not_connect() {
    try (ExampleProcess server = ExampleProcess.start()) {
      for (String origin :
          List.of(
              "https://example.com",
              "http://127.0.0.1.example.com",
              "http://10.0.0.1",
              "http://localhost:5173",
              "http://127.0.0.1",
              "null")) {
        assertThatThrownBy(() -> WireClient.connectFrom(origin, server))
            .as(origin)
            .hasCauseInstanceOf(WebSocketHandshakeException.class)
            .cause()
            .satisfies(
                refused ->
                    assertThat(((WebSocketHandshakeException) refused).getResponse().statusCode())
                        .isEqualTo(403));
      }
    }
  }

  @Test
  void to_jetty_only_our_own_pages_may_connect() {
    try (ExampleProcess server = ExampleProcess.start("--transport", "both")) {
      URI page = server.secondUrl();
      PlainClient.connectFrom("http://localhost:" + page.getPort(), page).claim("tom").close();
      // The other page is served the same way, and is another origin all the same.
      for (String origin : List.of("https://example.com", "http://localhost:" + server.port())) {
        assertThatThrownBy(() -> PlainClient.connectFrom(origin, page))
            .as(origin)
            .hasCauseInstanceOf(WebSocketHandshakeException.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]"})
  void our_own_page_may_connect_by_any_name_of_this_computer(String host) {
    try (ExampleProcess server = ExampleProcess.start()) {
      String origin = "http://" + host + ":" + server.url().getPort();
      WireClient.connectFrom(origin, server).claim("tom").close();
    }
  }
}
