package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.chatroom.web.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever text comes where JSON is expected. */
class JsonFuzzTest {

  /** A character may be escaped; a number may be written out that had an exponent. */
  private static final int GROWTH = 8;

  static List<byte[]> seeds() {
    return Stream.of(
            "{\"a\":[1,-2.5e-3,true,null,\"\\ud83d\\ude00 é \\u0000\"],\"\":{}}",
            "1e999999",
            "123456789012345678901234567890",
            "\"\\ud800\"",
            "[[[[[[]]]]]]",
            "{\"a\":1,\"a\":2}",
            " [] ",
            "[]x")
        .map(each -> each.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  @MethodSource("seeds")
  @FuzzTest
  void what_is_read_is_written_as_json_of_the_same_value(byte[] json)
      throws JsonProcessingException {
    Object value;
    try {
      value = Json.parse(new String(json, StandardCharsets.UTF_8));
    } catch (JsonProcessingException notJson) {
      return;
    }
    if (value == null) {
      return;
    }
    assertThat(SocketIoPacketFuzzTest.depth(value)).isLessThanOrEqualTo(32);
    byte[] written = Json.bytes(value);
    byte[] ascii = Json.ascii(value);
    assertThat(written.length).isLessThanOrEqualTo(16 + GROWTH * json.length);
    assertThat(ascii.length).isLessThanOrEqualTo(16 + GROWTH * json.length);
    assertThat(asText(ascii).chars()).allMatch(c -> c < 0x80);
    assertThat(again(written))
        .isEqualTo(again(ascii))
        .isEqualTo(again(Json.bytes(reread(written))));
  }

  private static Object reread(byte[] json) throws JsonProcessingException {
    @Nullable Object value = Json.parse(asText(json));
    assertThat(value).isNotNull();
    return java.util.Objects.requireNonNull(value);
  }

  private static String again(byte[] json) throws JsonProcessingException {
    return asText(Json.bytes(reread(json)));
  }

  private static String asText(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
