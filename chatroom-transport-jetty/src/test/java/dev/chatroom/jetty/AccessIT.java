package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.policy.Authenticator;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many may connect, and whom the server takes them for. */
class AccessIT {

  private final BlockingQueue<String> addresses = new LinkedBlockingQueue<>();

  private ChatServer start(UnaryOperator<JettyTransportBuilder> options) {
    return ChatServer.start(
        ChatRooms.builder()
            .authenticator(
                handshake -> {
                  addresses.add(handshake.address());
                  return CompletableFuture.completedFuture(
                      Authenticator.Decision.Anonymous.INSTANCE);
                }),
        options);
  }

  private String address() throws InterruptedException {
    String address = addresses.poll(10, TimeUnit.SECONDS);
    return address == null ? "nobody asked" : address;
  }

  @Test
  void a_socket_too_many_is_closed() throws IOException {
    try (ChatServer server = start(options -> options.maxConnectionsPerAddress(1));
        RawWebSocket tom = server.connect().claim("tom")) {
      assertThat(Http.get(server.address(), "/")).isEmpty();
      tom.say("still here").await("still here");
    }
  }

  @Test
  void who_is_behind_no_proxy_has_the_address_that_they_come_from()
      throws IOException, InterruptedException {
    try (ChatServer server = start(options -> options);
        RawWebSocket tom = server.ask("X-Forwarded-For: 192.0.2.7\r\n")) {
      assertThat(tom.status()).isEqualTo(101);
      assertThat(address()).isEqualTo("127.0.0.1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "'192.0.2.7, 10.0.0.1', 192.0.2.7",
    "'[2001:db8::1]', 2001:db8:0:0:0:0:0:1",
    "2001:db8::1, 2001:db8:0:0:0:0:0:1",
    "192.0.2.7:80, 192.0.2.7",
    "unknown, 127.0.0.1",
    "no.such.host.invalid, 127.0.0.1",
    "999.1.1.1, 127.0.0.1"
  })
  void who_is_behind_a_proxy_has_the_address_that_the_proxy_tells(String told, String address)
      throws IOException, InterruptedException {
    try (ChatServer server = start(JettyTransportBuilder::forwarded);
        RawWebSocket tom = server.ask("X-Forwarded-For: " + told + "\r\n")) {
      assertThat(tom.status()).isEqualTo(101);
      assertThat(address()).isEqualTo(address);
    }
  }

  @Test
  void a_page_comes_from_the_host_and_scheme_that_the_proxy_tells() throws IOException {
    String told = "X-Forwarded-Proto: https\r\nX-Forwarded-Host: chat.example\r\nOrigin: ";
    try (ChatServer server = start(JettyTransportBuilder::forwarded);
        RawWebSocket own = server.ask(told + "https://chat.example\r\n");
        RawWebSocket plain = server.ask(told + "http://chat.example\r\n")) {
      assertThat(own.status()).isEqualTo(101);
      assertThat(plain.status()).isEqualTo(403);
    }
  }

  @Test
  void a_proxy_may_tell_it_all_in_one_header() throws IOException, InterruptedException {
    String told =
        "Forwarded: for=\"[2001:db8::1]:80\";proto=https;host=chat.example, for=10.0.0.1\r\nOrigin: ";
    try (ChatServer server = start(JettyTransportBuilder::forwarded);
        RawWebSocket own = server.ask(told + "https://chat.example\r\n");
        RawWebSocket plain = server.ask(told + "http://chat.example\r\n")) {
      assertThat(own.status()).isEqualTo(101);
      assertThat(address()).isEqualTo("2001:db8:0:0:0:0:0:1");
      assertThat(plain.status()).isEqualTo(403);
    }
  }

  @Test
  void sessions_are_counted_by_the_address_that_the_proxy_tells() throws IOException {
    try (ChatServer server = start(options -> options.forwarded().maxConnectionsPerAddress(1));
        RawWebSocket tom = server.ask("X-Forwarded-For: 192.0.2.7\r\n");
        RawWebSocket ann = server.ask("X-Forwarded-For: 192.0.2.8\r\n");
        RawWebSocket tab = server.ask("X-Forwarded-For: 192.0.2.8\r\n")) {
      assertThat(tom.status()).isEqualTo(101);
      assertThat(ann.status()).isEqualTo(101);
      assertThat(tab.status()).isEqualTo(503);
      assertThat(tab.answer()).containsIgnoringCase("retry-after: 10");
      Waiting.until("both are clients", () -> server.transport().clients() == 2);
      ann.reset();
      Waiting.until("one is left", () -> server.transport().clients() == 1);
      try (RawWebSocket again = server.ask("X-Forwarded-For: 192.0.2.8\r\n")) {
        assertThat(again.status()).isEqualTo(101);
      }
    }
  }

  /** Of which would its page have to come? */
  @Test
  void a_request_with_two_hosts_is_refused() throws IOException {
    try (ChatServer server = start(options -> options);
        RawWebSocket page = server.ask("Host: evil.example\r\nOrigin: http://evil.example\r\n")) {
      assertThat(page.status()).isEqualTo(400);
    }
  }

  @Test
  void where_an_origin_is_required_who_has_none_is_refused() throws IOException {
    try (ChatServer server = start(JettyTransportBuilder::requireOrigin);
        RawWebSocket program = server.ask("");
        RawWebSocket page =
            server.ask("Origin: http://127.0.0.1:" + server.address().getPort() + "\r\n")) {
      assertThat(program.status()).isEqualTo(403);
      assertThat(page.status()).isEqualTo(101);
    }
  }
}
