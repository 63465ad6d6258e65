package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of requests that are no handshake, or none that we like. */
class HttpOnThePathIT {

  private static final String CLOSE = "Connection: close\r\n\r\n";

  private final ChatServer server =
      ChatServer.start(
          options -> options.allowOrigin("https://friend.example").handler(new Saying("files")));
  private Logged logged;

  @BeforeEach
  void listen() {
    logged = new Logged();
  }

  @AfterEach
  void stop() throws IOException {
    try (RawWebSocket ann = server.connect()) {
      ann.claim("ann");
      assertThat(logged.lines()).isEmpty();
    } finally {
      logged.close();
      server.close();
    }
  }

  private String ask(String request) throws IOException {
    return Http.ask(server.address(), request);
  }

  private String handshake(String target, String headers) {
    return RawWebSocket.handshake(server.address().getPort(), target, headers);
  }

  @Test
  void other_paths_are_for_the_handler_of_the_application() throws IOException {
    assertThat(Http.get(server.address(), "/")).contains("200 OK").endsWith("files /");
    assertThat(Http.get(server.address(), "/chat/")).endsWith("files /chat/");
    assertThat(Http.get(server.address(), "/chats")).endsWith("files /chats");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"})
  void what_is_no_handshake_is_told_so(String method) throws IOException {
    assertThat(ask(method + " /chat HTTP/1.1\r\nHost: x\r\n" + CLOSE))
        .startsWith("HTTP/1.1 426 ")
        .containsIgnoringCase("upgrade: websocket")
        .containsIgnoringCase("sec-websocket-version: 13");
  }

  @Test
  void a_post_is_answered_and_not_read() throws IOException {
    assertThat(ask("POST /chat HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nhello"))
        .startsWith("HTTP/1.1 400 ");
  }

  @Test
  void another_version_of_the_protocol_is_told_which_one_there_is() throws IOException {
    assertThat(ask(handshake("/chat", CLOSE.strip() + "\r\n").replace("Version: 13", "Version: 8")))
        .startsWith("HTTP/1.1 426 ")
        .containsIgnoringCase("sec-websocket-version: 13");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/chat?room=%zz | ",
        "/chat?room=%ff%fe | ",
        "/chat?a={b} | ",
        "/chat?a=\"b | ",
        "/chat | Sec-WebSocket-Extensions: permessage-deflate; \"",
        "/chat | Content-Length: 5",
        "/chat | Transfer-Encoding: chunked",
        "/chat | Sec-WebSocket-Protocol: chat",
        "/chat | Sec-WebSocket-Protocol: chatroom.v2, chatroom.v10"
      })
  void a_bad_handshake_is_refused_or_overheard(String target, String header) throws IOException {
    String line = header == null ? "" : header + "\r\n";
    try (RawWebSocket tom = RawWebSocket.ask(server.address(), target, line)) {
      assertThat(tom.status()).isIn(400, 101);
      if (header != null && !header.contains("Extensions")) {
        assertThat(tom.status()).isEqualTo(400);
      }
    }
    server.awaitNobody();
  }

  @Test
  void a_handshake_without_a_key_is_none() throws IOException {
    assertThat(
            ask(handshake("/chat", "Connection: close\r\n").replace("Sec-WebSocket-Key", "X-Key")))
        .startsWith("HTTP/1.1 400 ");
  }

  @Test
  void a_client_may_offer_no_subprotocol_or_several() throws IOException {
    try (RawWebSocket plain = server.ask("")) {
      assertThat(plain.status()).isEqualTo(101);
      assertThat(plain.answer()).doesNotContainIgnoringCase("sec-websocket-protocol");
    }
    try (RawWebSocket several = server.ask("Sec-WebSocket-Protocol: chat, chatroom.v1\r\n")) {
      assertThat(several.status()).isEqualTo(101);
      assertThat(several.answer()).containsIgnoringCase("sec-websocket-protocol: chatroom.v1\r\n");
    }
  }

  @Test
  void no_extension_is_agreed_on() throws IOException {
    String offer = "permessage-deflate, fragment; maxLength=2, identity, @frame-capture";
    try (RawWebSocket tom = server.ask("Sec-WebSocket-Extensions: " + offer + "\r\n")) {
      assertThat(tom.status()).isEqualTo(101);
      assertThat(tom.answer()).doesNotContainIgnoringCase("sec-websocket-extensions");
      tom.claim("tom");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:PORT, 101",
    "http://localhost:PORT, 101",
    "https://127.0.0.1:PORT, 101",
    "https://friend.example, 101",
    "http://friend.example, 403",
    "http://evil.example, 403",
    "http://127.0.0.1, 403",
    "null, 403",
    "nonsense, 403"
  })
  void pages_of_other_origins_are_refused(String origin, int status) throws IOException {
    String port = Integer.toString(server.address().getPort());
    try (RawWebSocket page = server.ask("Origin: " + origin.replace("PORT", port) + "\r\n")) {
      assertThat(page.status()).isEqualTo(status);
    }
  }

  @Test
  void two_origins_are_none() throws IOException {
    String friend = "Origin: https://friend.example\r\n";
    try (RawWebSocket page = server.ask(friend + friend)) {
      assertThat(page.status()).isEqualTo(403);
    }
  }

  @Test
  void a_request_that_is_too_long_is_not_taken() throws IOException {
    assertThat(ask("GET /chat?" + "x".repeat(9000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
        .matches("(?s)HTTP/1.1 4(14|31) .*");
    assertThat(ask(handshake("/chat", "X: " + "x".repeat(9000) + "\r\n")))
        .matches("(?s)HTTP/1.1 431 .*");
  }
}
