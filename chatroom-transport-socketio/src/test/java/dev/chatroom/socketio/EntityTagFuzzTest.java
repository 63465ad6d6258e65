package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in {@code If-None-Match}. */
class EntityTagFuzzTest {

  private static final EntityTag TAG = EntityTag.of("a file");

  static List<byte[]> seeds() {
    return Stream.of("*", TAG.value(), "W/" + TAG.value() + ", \"b\"", "\"a,b\",\"", "\"\u00FF\"")
        .map(each -> each.getBytes(StandardCharsets.ISO_8859_1))
        .toList();
  }

  @MethodSource("seeds")
  @FuzzTest
  void a_tag_is_among_those_that_name_it(byte[] header) {
    String text = new String(header, StandardCharsets.ISO_8859_1);
    if (TAG.isAmong(List.of(text)) && !text.trim().equals("*")) {
      assertThat(text).contains(TAG.value());
    }
    assertThat(TAG.isAmong(List.of(text, "W/" + TAG.value()))).isTrue();
  }
}
