package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.spi.Frame;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SocketIoFormatTest {

  @Test
  void an_event_becomes_bytes_once_for_each_wire_format_however_many_ask() {
    AtomicInteger asked = new AtomicInteger();
    Frame frame =
        new Frame(
            "message",
            () -> {
              asked.incrementAndGet();
              return Map.of("msg", "汉");
            });
    for (SocketIoFormat format : SocketIoFormat.values()) {
      SocketIoFormat.Encoded first = frame.encoded(format);
      for (int client = 0; client < 100; client++) {
        assertThat(frame.encoded(format)).isSameAs(first);
      }
    }
    assertThat(asked).hasValue(SocketIoFormat.values().length);
  }
}
