package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.policy.RateLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WebSocket messages compressed by permessage-deflate (RFC 7692), for those who offer it. */
class CompressionIT {

  private static final String OFFER =
      "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";
  private static final String LONG = "汉字 and so on.".repeat(500);

  private final ChatRooms rooms = ChatRooms.builder().rates(RateLimits.none()).build();
  private final SocketIoTransport transport =
      SocketIoTransport.builder().host("127.0.0.1").port(0).compressFrom(256).build();

  @BeforeEach
  void start() {
    transport.start(rooms);
  }

  @AfterEach
  void stop() {
    transport.stop(Duration.ofSeconds(1));
    rooms.close();
  }

  private InetSocketAddress server() {
    return transport.address().orElseThrow();
  }

  private RawWebSocket connect(String headers) throws IOException {
    RawWebSocket client = new RawWebSocket(server(), "EIO=4&transport=websocket", headers);
    client.await("0{");
    client.sendText("40").await("nicknames");
    return client;
  }

  private static String message(String text) {
    return "42[\"message\",{\"msg\":\"" + text + "\"}]";
  }

  @Test
  void long_events_are_compressed_alike_for_all_who_offer_it_and_for_nobody_else()
      throws IOException {
    try (RawWebSocket tom = connect(OFFER);
        RawWebSocket ann = connect(OFFER);
        RawWebSocket old = connect("")) {
      assertThat(tom.answer()).contains(Compression.ANSWER);
      assertThat(old.answer()).doesNotContainIgnoringCase("extensions");
      tom.sendText("42[\"nickname\",\"tom\"]").sendText(message("short"));
      assertThat(tom.await("short").isCompressed()).isFalse();
      tom.sendText(message(LONG)).sendText(message(LONG + "2"));
      for (String text : new String[] {LONG, LONG + "2"}) {
        RawWebSocket.Received plain = old.await(text);
        RawWebSocket.Received toTom = tom.await(text);
        RawWebSocket.Received toAnn = ann.await(text);
        assertThat(plain.isCompressed()).isFalse();
        assertThat(toTom.isCompressed()).isTrue();
        assertThat(toTom.text()).isEqualTo(plain.text());
        assertThat(toTom.payload()).isEqualTo(toAnn.payload());
        assertThat(toTom.payload()).hasSizeLessThan(plain.payload().length / 4);
      }
    }
  }

  @Test
  void compressed_messages_of_clients_are_understood_whole_and_in_pieces() throws IOException {
    try (RawWebSocket tom = connect(OFFER)) {
      tom.sendText("42[\"nickname\",\"tom\"]");
      byte[] one = RawWebSocket.deflate(message(LONG + "1").getBytes(StandardCharsets.UTF_8));
      tom.send(RawWebSocket.FIN | RawWebSocket.COMPRESSED | RawWebSocket.TEXT, one);
      tom.await(LONG + "1");
      byte[] two = RawWebSocket.deflate(message(LONG + "2").getBytes(StandardCharsets.UTF_8));
      tom.send(
          RawWebSocket.COMPRESSED | RawWebSocket.TEXT, Arrays.copyOfRange(two, 0, two.length / 2));
      tom.send(
          RawWebSocket.FIN | RawWebSocket.CONTINUATION,
          Arrays.copyOfRange(two, two.length / 2, two.length));
      tom.await(LONG + "2");
      tom.sendText(message("plain"));
      tom.await("plain");
    }
  }

  @Test
  void a_message_that_unpacks_to_more_than_is_allowed_closes_the_connection() throws IOException {
    byte[] bomb = RawWebSocket.deflate(new byte[60 * 1024 * 1024]);
    assertThat(bomb).hasSizeLessThan(64 * 1024);
    try (RawWebSocket bystander = connect(OFFER);
        RawWebSocket attacker = connect(OFFER)) {
      attacker.send(RawWebSocket.FIN | RawWebSocket.COMPRESSED | RawWebSocket.TEXT, bomb);
      assertThat(attacker.awaitClose()).isEqualTo(1009);
      bystander.sendText("42[\"nickname\",\"ann\"]").await("ann");
    }
  }

  @Test
  void what_is_not_compressed_as_it_says_closes_the_connection() throws IOException {
    try (RawWebSocket attacker = connect(OFFER)) {
      byte[] nonsense = {-1, -1, -1, -1};
      attacker.send(RawWebSocket.FIN | RawWebSocket.COMPRESSED | RawWebSocket.TEXT, nonsense);
      assertThat(attacker.awaitClose()).isEqualTo(1007);
    }
  }

  @Test
  void other_reserved_bits_close_the_connection() throws IOException {
    for (String offer : new String[] {OFFER, ""}) {
      for (int bit : new int[] {0x20, 0x10, 0x30}) {
        try (RawWebSocket attacker = connect(offer)) {
          attacker.send(RawWebSocket.FIN | bit | RawWebSocket.TEXT, new byte[] {'6'});
          assertThat(attacker.awaitClose()).as("bit %x, %s", bit, offer).isEqualTo(1002);
        }
      }
    }
  }

  @Test
  void a_compressed_message_that_was_not_agreed_on_closes_the_connection() throws IOException {
    try (RawWebSocket attacker = connect("")) {
      byte[] message = RawWebSocket.deflate("6".getBytes(StandardCharsets.US_ASCII));
      attacker.send(RawWebSocket.FIN | RawWebSocket.COMPRESSED | RawWebSocket.TEXT, message);
      assertThat(attacker.awaitClose()).isEqualTo(1002);
    }
  }
}
