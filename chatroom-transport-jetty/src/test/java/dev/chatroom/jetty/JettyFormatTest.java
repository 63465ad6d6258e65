package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.spi.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An event is a JSON object, encoded once and shared. */
class JettyFormatTest {

  private static String text(Frame frame) {
    ByteBuffer text = frame.encoded(JettyFormat.UTF_8).text();
    return StandardCharsets.UTF_8.decode(text).toString();
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

  @Test
  void who_reads_it_does_not_read_it_away_from_the_others_nor_change_it() {
    Frame message = new Frame("message", "hi");
    ByteBuffer first = message.encoded(JettyFormat.UTF_8).text();
    first.position(first.limit());
    assertThat(first.isReadOnly()).isTrue();
    assertThat(text(message)).isEqualTo("{\"event\":\"message\",\"data\":\"hi\"}");
  }
}
