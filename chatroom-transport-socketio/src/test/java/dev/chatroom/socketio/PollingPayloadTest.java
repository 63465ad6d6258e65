package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollingPayloadTest {

  private static final String TEXT = "42[\"message\",{\"msg\":\"汉字😀é\"}]";

  private static Optional<List<String>> decode(byte[] body, boolean binary, EngineVersion version) {
    return PollingPayload.decode(body, binary, version).map(PollingPayloadTest::shown);
  }

  private static Optional<List<String>> decode3(String body) {
    return decode(body.getBytes(StandardCharsets.UTF_8), false, EngineVersion.V3);
  }

  private static Optional<List<String>> decode4(String body) {
    return decode(body.getBytes(StandardCharsets.UTF_8), false, EngineVersion.V4);
  }

  private static List<String> shown(List<EnginePacket> packets) {
    return packets.stream()
        .map(
            packet ->
                packet instanceof EnginePacket.Binary binary
                    ? "binary " + Arrays.toString(binary.message())
                    : ((EnginePacket.Text) packet).text())
        .toList();
  }

  private static byte[] encode(EngineVersion version, boolean base64, PollingPacket... packets) {
    return PollingPayload.encode(List.of(packets), version, base64).bytes();
  }

  private static final PollingPacket[] PACKETS = {
    PollingPacket.text("2"), PollingPacket.text("40"), PollingPacket.text("42[]")
  };

  private static final PollingPacket HELLO = PollingPacket.text("4hello");
  private static final PollingPacket BINARY = PollingPacket.binary(new byte[] {1, 2, 3, 4});

  @Test
  void version_4_separates_packets() {
    byte[] body = encode(EngineVersion.V4, false, PACKETS);
    assertThat(body).asString(StandardCharsets.US_ASCII).isEqualTo("2\u001E40\u001E42[]");
    assertThat(decode(body, false, EngineVersion.V4)).hasValue(List.of("2", "40", "42[]"));
  }

  @Test
  void version_3_says_the_length_of_each_packet() {
    byte[] body = encode(EngineVersion.V3, false, PACKETS);
    assertThat(body).asString(StandardCharsets.US_ASCII).isEqualTo("1:22:404:42[]");
    assertThat(decode(body, false, EngineVersion.V3)).hasValue(List.of("2", "40", "42[]"));
  }

  @Test
  void version_3_counts_utf16_units_on_the_way_out_too() {
    byte[] body = encode(EngineVersion.V3, false, PollingPacket.text(TEXT));
    assertThat(body).asString(StandardCharsets.UTF_8).isEqualTo(TEXT.length() + ":" + TEXT);
  }

  @Test
  void version_4_has_binary_messages_in_base64() {
    byte[] body = encode(EngineVersion.V4, false, HELLO, BINARY);
    assertThat(body).asString(StandardCharsets.US_ASCII).isEqualTo("4hello\u001EbAQIDBA==");
    assertThat(decode(body, false, EngineVersion.V4))
        .hasValue(List.of("4hello", "binary [1, 2, 3, 4]"));
  }

  @Test
  void version_3_has_binary_messages_in_base64_for_those_who_take_text_only() {
    byte[] body = encode(EngineVersion.V3, true, HELLO, BINARY);
    assertThat(body).asString(StandardCharsets.US_ASCII).isEqualTo("6:4hello10:b4AQIDBA==");
    assertThat(decode(body, false, EngineVersion.V3))
        .hasValue(List.of("4hello", "binary [1, 2, 3, 4]"));
  }

  @Test
  void version_3_has_a_binary_form_for_the_others_and_only_where_it_is_needed() {
    assertThat(PollingPayload.encode(List.of(HELLO), EngineVersion.V3, false).isText()).isTrue();
    PollingPayload.Body body =
        PollingPayload.encode(List.of(HELLO, BINARY), EngineVersion.V3, false);
    assertThat(body.isText()).isFalse();
    assertThat(body.bytes())
        .containsExactly(0, 6, 255, '4', 'h', 'e', 'l', 'l', 'o', 1, 5, 255, 4, 1, 2, 3, 4);
    assertThat(decode(body.bytes(), true, EngineVersion.V3))
        .hasValue(List.of("4hello", "binary [1, 2, 3, 4]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "7", "4a\u001E", "\u001E4a", "4a\u001Ex", "b=", "b?"})
  void a_malformed_body_of_version_4_has_no_packets(String body) {
    assertThat(decode4(body)).isEmpty();
  }

  @Test
  void the_length_counts_utf16_units_as_javascript_does() {
    assertThat(decode3(TEXT.length() + ":" + TEXT + "1:2")).hasValue(List.of(TEXT, "2"));
  }

  @Test
  void text_that_a_1_x_client_encoded_twice_is_decoded_twice() {
    byte[] once = TEXT.getBytes(StandardCharsets.UTF_8);
    String asBytes = new String(once, StandardCharsets.ISO_8859_1);
    assertThat(decode3(asBytes.length() + ":" + asBytes)).hasValue(List.of(TEXT));
  }

  @Test
  void latin_1_text_that_is_not_utf8_is_left_alone() {
    assertThat(decode3("5:4café")).hasValue(List.of("4café"));
  }

  @Test
  void the_binary_form_has_lengths_in_bytes() {
    byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
    byte[] body = encode(EngineVersion.V3, false, PollingPacket.text(TEXT), BINARY);
    assertThat(body).startsWith(0, text.length / 10, text.length % 10, 255, '4', '2');
    assertThat(decode(body, true, EngineVersion.V3)).hasValue(List.of(TEXT, "binary [1, 2, 3, 4]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\1\1\377\2", "\2\1\3774", "\0\377", "\1\0\377", "\0\2\3774", "\0\1"})
  void a_malformed_binary_body_has_no_packets(String body) {
    assertThat(decode(body.getBytes(StandardCharsets.ISO_8859_1), true, EngineVersion.V3))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        ":2",
        "2:4",
        "-1:2",
        "1e1:2",
        "99999999999:2",
        "1:2x",
        "2",
        "12",
        "",
        "1:x",
        "3:b4="
      })
  void a_malformed_body_has_no_packets(String body) {
    assertThat(decode3(body)).isEmpty();
  }

  @Test
  void a_body_of_more_packets_than_anybody_sends_has_none() {
    int max = PollingPayload.MAX_PACKETS;
    assertThat(decode4("6\u001E".repeat(max - 1) + "6")).hasValueSatisfying(size(max));
    assertThat(decode4("6\u001E".repeat(max) + "6")).isEmpty();
    assertThat(decode3("1:6".repeat(max))).hasValueSatisfying(size(max));
    assertThat(decode3("1:6".repeat(max + 1))).isEmpty();
    byte[] binary = "\0\1\u00FF6".repeat(max + 1).getBytes(StandardCharsets.ISO_8859_1);
    assertThat(decode(Arrays.copyOf(binary, 4 * max), true, EngineVersion.V3))
        .hasValueSatisfying(size(max));
    assertThat(decode(binary, true, EngineVersion.V3)).isEmpty();
  }

  private static Consumer<List<String>> size(int expected) {
    return packets -> assertThat(packets).hasSize(expected);
  }

  @Test
  void no_bytes_make_the_decoder_throw() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      byte[] body = new byte[random.nextInt(24)];
      random.nextBytes(body);
      for (int at = 0; at < body.length; at++) {
        if (random.nextBoolean()) {
          body[at] = (byte) "0123456789:4[]\u001Eb".charAt(random.nextInt(16));
        }
      }
      PollingPayload.decode(body, true, EngineVersion.V3);
      PollingPayload.decode(body, false, EngineVersion.V3);
      PollingPayload.decode(body, false, EngineVersion.V4);
    }
  }

  @Test
  void a_script_calls_the_function_of_the_page() {
    byte[] script = PollingPayload.jsonp(3, "4:42[\"".getBytes(StandardCharsets.US_ASCII));
    assertThat(script).asString(StandardCharsets.US_ASCII).isEqualTo("___eio[3](\"4:42[\\\"\");");
  }
}
