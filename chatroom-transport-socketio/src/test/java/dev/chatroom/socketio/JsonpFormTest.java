package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonpFormTest {

  private static Optional<String> decode(String body) {
    return JsonpForm.decode(body.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void the_payload_is_in_the_field_d() {
    assertThat(decode("a=b&d=2%3A40")).hasValue("2:40");
  }

  @Test
  void a_line_feed_is_escaped_and_so_is_what_looks_like_an_escape() {
    assertThat(decode("d=a%5Cnb%5C%5Cnc")).hasValue("a\nb\\nc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x=1", "d=%", "d=%zz", "x=%4&d=1:2"})
  void what_is_no_form_has_no_payload(String body) {
    assertThat(decode(body)).isEmpty();
  }
}
