package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollingPayloadTest {

  private static final String TEXT = "42[\"message\",{\"msg\":\"汉字😀é\"}]";

  private static Optional<List<String>> decode3(String body) {
    return PollingPayload.decode(body.getBytes(StandardCharsets.UTF_8), false, EngineVersion.V3);
  }

  private static List<byte[]> packets(String... packets) {
    return List.of(packets).stream()
        .map(packet -> packet.getBytes(StandardCharsets.US_ASCII))
        .toList();
  }

  @Test
  void version_4_separates_packets() {
    byte[] body = PollingPayload.encode(packets("2", "40", "42[]"), EngineVersion.V4);
    assertThat(body).asString(StandardCharsets.US_ASCII).isEqualTo("2\u001E40\u001E42[]");
    assertThat(PollingPayload.decode(body, false, EngineVersion.V4))
        .hasValue(List.of("2", "40", "42[]"));
  }

  @Test
  void version_3_says_the_length_of_each_packet() {
    byte[] body = PollingPayload.encode(packets("2", "40", "42[]"), EngineVersion.V3);
    assertThat(body).asString(StandardCharsets.US_ASCII).isEqualTo("1:22:404:42[]");
    assertThat(PollingPayload.decode(body, false, EngineVersion.V3))
        .hasValue(List.of("2", "40", "42[]"));
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
    assertThat(decode3("4:café")).hasValue(List.of("café"));
  }

  @Test
  void the_binary_form_has_lengths_in_bytes_and_its_binary_packets_are_skipped() {
    byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(new byte[] {1, 3, (byte) 0xFF, 4, 7, 7});
    body.write(0);
    for (char digit : String.valueOf(text.length).toCharArray()) {
      body.write(digit - '0');
    }
    body.write(0xFF);
    body.writeBytes(text);
    assertThat(PollingPayload.decode(body.toByteArray(), true, EngineVersion.V3))
        .hasValue(List.of(TEXT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", ":2", "2:4", "-1:2", "1e1:2", "99999999999:2", "1:2x", "2", "12"})
  void a_malformed_body_has_no_packets(String body) {
    assertThat(decode3(body)).isEmpty();
  }

  @Test
  void no_bytes_make_the_decoder_throw() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      byte[] body = new byte[random.nextInt(24)];
      random.nextBytes(body);
      for (int at = 0; at < body.length; at++) {
        if (random.nextBoolean()) {
          body[at] = (byte) "0123456789:4[]\u001E".charAt(random.nextInt(15));
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
