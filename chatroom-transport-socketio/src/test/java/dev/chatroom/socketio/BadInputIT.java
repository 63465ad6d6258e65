package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.policy.RateLimits;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gets an answer, and nothing else happens: a bystander chats on, and hears nothing. */
class BadInputIT {

  private final ChatRooms rooms = ChatRooms.builder().rates(RateLimits.none()).build();
  private final SocketIoTransport transport =
      SocketIoTransport.builder().host("127.0.0.1").port(0).build();
  private WireClient bystander;

  @BeforeEach
  void start() {
    transport.start(rooms);
    bystander = connect().claim("bystander");
    bystander.awaitNicknames("bystander");
  }

  @AfterEach
  void nothing_else_happened() {
    bystander.emit("message", Map.of("msg", "still here"));
    String heard = bystander.awaitPacket(packet -> !packet.equals("2"));
    assertThat(heard).startsWith("42[\"message\"").contains("still here");
    transport.stop(Duration.ofSeconds(1));
    rooms.close();
  }

  private InetSocketAddress server() {
    return transport.address().orElseThrow();
  }

  private WireClient connect() {
    WireClient client = WireClient.version4(server(), "");
    assertThat(client.next()).startsWith("40");
    client.awaitEvent("nicknames");
    return client;
  }

  record Bad(String event, @Nullable Object data, String code) {}

  static List<Bad> bad() {
    return Arrays.asList(
        new Bad("nickname", null, "malformed"),
        new Bad("nickname", 42, "malformed"),
        new Bad("nickname", true, "malformed"),
        new Bad("nickname", Map.of("a", 1), "malformed"),
        new Bad("nickname", List.of("tom"), "malformed"),
        new Bad("nickname", "", "nickname_blank"),
        new Bad("nickname", " \u3000 ", "nickname_blank"),
        new Bad("nickname", "x".repeat(1_000), "nickname_too_long"),
        new Bad("nickname", "to\u0000m", "nickname_illegal"),
        new Bad("nickname", "\u202Etom", "nickname_illegal"),
        new Bad("nickname", "to\u200Bm", "nickname_illegal"),
        new Bad("nickname", "bystander", "nickname_taken"),
        new Bad("message", null, "malformed"),
        new Bad("message", "hi", "malformed"),
        new Bad("message", Map.of(), "malformed"),
        new Bad("message", Map.of("nickname", "tom"), "malformed"),
        new Bad("message", Map.of("msg", 1), "malformed"),
        new Bad("message", Map.of("msg", "hi"), "nickname_required"),
        new Bad("message", Map.of("msg", "  "), "message_empty"),
        new Bad("message", Map.of("nickname", "bystander", "msg", "hi"), "nickname_taken"),
        new Bad("message", Map.of("msg", "x".repeat(70_000)), "message_too_long"),
        new Bad("message", Map.of("msg", "x".repeat(1_100_000)), "too_large"),
        new Bad("no_such_event", "x", "unknown_event"),
        new Bad("disconnect", "x", "unknown_event"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void a_bad_event_is_refused_with_its_code_and_the_session_goes_on(Bad bad) {
    try (WireClient client = connect()) {
      assertThat(client.ask(bad.event(), bad.data())).contains("\"code\":\"" + bad.code() + "\"");
      assertThat(client.isOpen()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("bad")
  void without_an_acknowledgement_the_refusal_is_an_event(Bad bad) {
    try (WireClient client = connect()) {
      client.emit(bad.event(), bad.data());
      Map<?, ?> refused = (Map<?, ?>) client.awaitEvent("refused");
      assertThat(refused.get("code")).isEqualTo(bad.code());
      assertThat(refused.get("event")).isEqualTo(bad.event());
      assertThat((String) refused.get("msg")).isNotBlank();
      assertThat(client.isOpen()).isTrue();
    }
  }

  @Test
  void ten_megabytes_are_refused_without_being_kept() {
    try (WireClient client = connect()) {
      String answer = client.ask("nickname", "x".repeat(10 * 1024 * 1024));
      assertThat(answer).contains("\"code\":\"too_large\"");
      assertThat(client.ask("nickname", "bystander")).contains("nickname_taken");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "0",
        "2",
        "7",
        "4",
        "4x",
        "47",
        "42",
        "42{",
        "42{}",
        "42[",
        "42[]",
        "42[1]",
        "42[null]",
        "42[\"a\"",
        "42[\"a\",]",
        "42[\"a\"]x",
        "44"
      })
  void garbage_is_refused_and_closed(String garbage) {
    WireClient client = connect();
    client.send(garbage);
    assertThat(((Map<?, ?>) client.awaitEvent("refused")).get("code")).isEqualTo("malformed");
    assertThat(((Map<?, ?>) client.awaitEvent("closed")).get("reconnect")).isEqualTo(false);
    assertThat(client.next()).isEqualTo("41");
    assertThat(client.awaitClose()).isEqualTo(CloseReason.PROTOCOL_ERROR.number());
  }

  @Test
  void deeply_nested_json_is_garbage() {
    WireClient client = connect();
    client.send("42[\"message\"," + "[".repeat(50_000));
    assertThat(client.awaitClose()).isEqualTo(CloseReason.PROTOCOL_ERROR.number());
  }

  @Test
  void an_event_before_the_connect_is_garbage() {
    WireClient client = WireClient.raw(server(), "EIO=4&transport=websocket");
    client.next();
    client.send("42[\"nickname\",\"tom\"]");
    assertThat(client.awaitClose()).isEqualTo(CloseReason.PROTOCOL_ERROR.number());
  }

  @Test
  void binary_events_are_refused_and_their_attachments_skipped() {
    try (WireClient client = connect()) {
      client.send("451-0[\"message\",{\"_placeholder\":true,\"num\":0}]").sendBinary((byte) 1);
      assertThat(client.next()).startsWith("430[").contains("malformed");
      assertThat(client.ask("nickname", "bystander")).contains("nickname_taken");
    }
  }

  @Test
  void other_namespaces_are_refused() {
    try (WireClient client = connect()) {
      client.send("40/admin,");
      assertThat(client.next()).isEqualTo("44/admin,{\"message\":\"Invalid namespace\"}");
      assertThat(client.ask("nickname", "bystander")).contains("nickname_taken");
    }
  }
}
