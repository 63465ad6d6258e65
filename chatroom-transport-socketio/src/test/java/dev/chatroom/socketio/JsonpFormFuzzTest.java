package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a page posts by a form. */
class JsonpFormFuzzTest {

  static List<byte[]> seeds() {
    return Stream.of("d=2%3A40", "x=1&d=6:4%5C%5C%5Cna", "d=1:2+", "d=%E6%B1%89", "d")
        .map(each -> each.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  @MethodSource("seeds")
  @FuzzTest
  void a_form_is_decoded_to_no_more_than_it_was_and_carries_any_payload(byte[] body) {
    JsonpForm.decode(body)
        .ifPresent(payload -> assertThat(payload).hasSizeLessThanOrEqualTo(body.length));
    // Line feeds come as spaces or CRLF from forms, so a page does not send them as they are.
    String payload = new String(body, StandardCharsets.UTF_8);
    String escaped = payload.replace("\\n", "\\\\n").replace("\n", "\\n");
    byte[] form =
        ("d=" + URLEncoder.encode(escaped, StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.US_ASCII);
    if (!payload.contains("\\\n") && !payload.contains("\\\\n")) {
      assertThat(JsonpForm.decode(form)).hasValue(payload);
    }
  }
}
