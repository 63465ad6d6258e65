package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules of the Socket.IO protocol 5, and of 4 where they differ, on a server with the
 * namespaces of {@link EchoNamespace}. The chat has one of them: see {@link SocketIoTransportIT}.
 */
class SocketIoRulesIT {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int PROTOCOL_ERROR = 4500;
  private static final String PLACEHOLDERS =
      "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}";

  private final ProtocolSuiteServer server = server(LONG);

  private static ProtocolSuiteServer server(Duration connectTimeout) {
    return new ProtocolSuiteServer("socket", 0, LONG, LONG, connectTimeout);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private WireClient open() {
    WireClient client = WireClient.raw(server.address(), "EIO=4&transport=websocket");
    assertThat(client.next()).startsWith("0{");
    return client;
  }

  private WireClient connected() {
    WireClient client = open().send("40");
    assertThat(client.next()).startsWith("40{\"sid\":\"");
    assertThat(client.next()).isEqualTo("42[\"auth\",{}]");
    return client;
  }

  @Test
  void a_namespace_is_joined_with_a_payload_or_none() {
    try (WireClient client = connected()) {
      client.send("40/custom,{\"token\":\"abc\"}");
      assertThat(client.next()).startsWith("40/custom,{\"sid\":\"");
      assertThat(client.next()).isEqualTo("42/custom,[\"auth\",{\"token\":\"abc\"}]");
    }
    try (WireClient client = open().send("40/custom")) {
      assertThat(client.next()).startsWith("40/custom,{");
      assertThat(client.next()).isEqualTo("42/custom,[\"auth\",{}]");
    }
  }

  @Test
  void sockets_of_a_connection_have_ids_of_their_own() {
    try (WireClient client = open().send("40")) {
      String one = client.next().substring("40".length());
      client.next();
      String two = client.send("40/custom").next().substring("40/custom,".length());
      assertThat(one).isNotEqualTo(two);
    }
  }

  @Test
  void an_unknown_namespace_is_refused_and_the_connection_stays() {
    try (WireClient client = connected().send("40/random")) {
      assertThat(client.next()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
      assertThat(client.send("42[\"message\"]").next()).isEqualTo("42[\"message-back\"]");
    }
  }

  @Test
  void in_protocol_4_the_client_is_connected_from_the_start() {
    try (WireClient client = WireClient.raw(server.address(), "EIO=3&transport=websocket")) {
      assertThat(client.next()).startsWith("0{");
      assertThat(client.next()).isEqualTo("40");
      assertThat(client.next()).isEqualTo("42[\"auth\",{}]");
      assertThat(client.send("40/custom?token=abc").next()).isEqualTo("40/custom,");
      assertThat(client.next()).startsWith("42/custom,[\"auth\"");
      assertThat(client.send("40/random").next()).isEqualTo("44/random,\"Invalid namespace\"");
    }
  }

  @Test
  void who_joins_twice_is_there_once() {
    try (WireClient client = connected().send("40").send("42[\"message\",1]")) {
      assertThat(client.next()).isEqualTo("42[\"message-back\",1]");
    }
  }

  @Test
  void who_does_not_join_is_closed() {
    try (ProtocolSuiteServer impatient = server(Duration.ofMillis(100));
        WireClient client = WireClient.raw(impatient.address(), "EIO=4&transport=websocket")) {
      assertThat(client.awaitClose()).isEqualTo(4501);
    }
  }

  @Test
  void one_namespace_is_left_and_the_other_stays() {
    try (WireClient client = connected().send("40/custom")) {
      client.next();
      client.next();
      client.send("41/custom").send("42[\"message\",\"to the main namespace\"]");
      assertThat(client.next()).isEqualTo("42[\"message-back\",\"to the main namespace\"]");
    }
  }

  @Test
  void a_message_has_arguments_of_every_kind() {
    try (WireClient client = connected().send("42[\"message\",1,\"2\",{\"3\":[true,null]}]")) {
      assertThat(client.next()).isEqualTo("42[\"message-back\",1,\"2\",{\"3\":[true,null]}]");
    }
  }

  @Test
  void a_message_may_have_attachments() {
    try (WireClient client = connected()) {
      client.send("452-[\"message\"," + PLACEHOLDERS + "]");
      client.sendBinary((byte) 1, (byte) 2, (byte) 3).sendBinary((byte) 4);
      assertThat(client.next()).isEqualTo("452-[\"message-back\"," + PLACEHOLDERS + "]");
      assertThat(client.nextBinary()).containsExactly(1, 2, 3);
      assertThat(client.nextBinary()).containsExactly(4);
    }
  }

  @Test
  void an_acknowledgement_has_the_number_of_its_event() {
    try (WireClient client = connected()) {
      client.send("42456[\"message-with-ack\",1,\"2\"]");
      assertThat(client.next()).isEqualTo("43456[1,\"2\"]");
      client.send("452-789[\"message-with-ack\"," + PLACEHOLDERS + "]");
      client.sendBinary((byte) 1).sendBinary((byte) 2);
      assertThat(client.next()).isEqualTo("462-789[" + PLACEHOLDERS + "]");
      assertThat(client.nextBinary()).containsExactly(1);
      assertThat(client.nextBinary()).containsExactly(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4abc",
        "42{}",
        "42\"message\"",
        "42abc[\"message\"]",
        "42[]",
        "42[1]",
        "47[\"message\"]",
        "42/custom,[\"message\"]",
        "42-[\"message\"]",
        "421-[\"message\"]",
        "4511-[\"message\"]",
        "4599999999999-[\"message\"]",
        "44{}"
      })
  void what_is_no_packet_closes_the_connection(String garbage) {
    try (WireClient client = connected().send(garbage)) {
      assertThat(client.awaitClose()).isEqualTo(PROTOCOL_ERROR);
    }
  }

  @Test
  void attachments_come_next_and_only_as_many_as_were_announced() {
    try (WireClient early = connected().send("451-[\"message\"]").send("42[\"message\"]")) {
      assertThat(early.awaitClose()).isEqualTo(PROTOCOL_ERROR);
    }
    try (WireClient stray = connected().sendBinary((byte) 1)) {
      assertThat(stray.awaitClose()).isEqualTo(PROTOCOL_ERROR);
    }
    try (WireClient missing = connected()) {
      missing.send("451-[\"message\",{\"_placeholder\":true,\"num\":1}]").sendBinary((byte) 1);
      assertThat(missing.awaitClose()).isEqualTo(PROTOCOL_ERROR);
    }
  }
}
