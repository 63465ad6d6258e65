package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of connections on which no request comes to its end. */
class NoRequestIT {

  private final ChatServer server =
      ChatServer.start(options -> options.idleTimeout(Duration.ofSeconds(1)));
  private Logged logged;

  @BeforeEach
  void listen() {
    logged = new Logged();
  }

  @AfterEach
  void stop() {
    try {
      assertThat(logged.lines()).isEmpty();
    } finally {
      logged.close();
      server.close();
    }
  }

  private String ask(String request) throws IOException {
    return Http.ask(server.address(), request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\r\n\r\n\r\n", "hello\r\n\r\n", "GET /chat\r\n\r\n", "\u0016\u0003\u0001"})
  void garbage_ends_the_connection(String garbage) throws IOException {
    assertThat(ask(garbage)).doesNotContain("101 ");
  }

  @Test
  void who_says_nothing_is_closed() throws IOException {
    assertThat(ask("GET /chat HTTP/1.1\r\n")).doesNotContain("101 ");
    assertThat(ask("")).isEmpty();
  }
}
