package dev.chatroom.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrameTest {

  /** A wire format that counts how often it is asked. */
  private static final class Shouting implements WireFormat<String> {
    private int encodings;

    @Override
    public Class<String> type() {
      return String.class;
    }

    @Override
    public String encode(Frame frame) {
      encodings++;
      return frame.event().toUpperCase(java.util.Locale.ROOT) + frame.data();
    }
  }

  @Test
  void is_encoded_once_however_many_ask() {
    Shouting format = new Shouting();
    Frame frame = new Frame("message", List.of("hi"));

    String first = frame.encoded(format);
    String second = frame.encoded(format);

    assertThat(first).isEqualTo("MESSAGE[hi]").isSameAs(second);
    assertThat(format.encodings).isEqualTo(1);
  }

  @Test
  void is_encoded_once_per_wire_format() {
    Shouting one = new Shouting();
    Shouting other = new Shouting();
    Frame frame = new Frame("message", "hi");

    frame.encoded(one);
    frame.encoded(other);
    frame.encoded(one);

    assertThat(one.encodings).isEqualTo(1);
    assertThat(other.encodings).isEqualTo(1);
  }
}
