package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.spi.Frame;
import dev.chatroom.web.WebSocketText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An event is a JSON object, encoded once and shared. */
class JettyFormatTest {

  private static String text(Frame frame) {
    byte[] bytes = frame.encoded(JettyFormat.UTF_8).frame();
    int header = WebSocketText.headerBytes(bytes.length - 2);
    assertThat(Arrays.copyOf(bytes, header))
        .isEqualTo(
            Arrays.copyOf(
                WebSocketText.frame(Arrays.copyOfRange(bytes, header, bytes.length)), header));
    return new String(bytes, header, bytes.length - header, StandardCharsets.UTF_8);
  }

  @Test
  void an_event_has_its_name_before_its_data() {
    assertThat(text(new Frame("nicknames", List.of("tom", "ann"))))
        .isEqualTo("{\"event\":\"nicknames\",\"data\":[\"tom\",\"ann\"]}");
  }

  @Test
  void a_history_is_made_of_what_its_messages_were_encoded_to() {
    AtomicInteger encoded = new AtomicInteger();
    Frame message =
        new Frame(
            "message",
            () -> {
              encoded.incrementAndGet();
              return Map.of("msg", "hi");
            });
    assertThat(text(message)).isEqualTo("{\"event\":\"message\",\"data\":{\"msg\":\"hi\"}}");
    assertThat(text(new Frame("history", List.of(message, message))))
        .isEqualTo("{\"event\":\"history\",\"data\":[{\"msg\":\"hi\"},{\"msg\":\"hi\"}]}");
    assertThat(encoded).hasValue(1);
  }
}
