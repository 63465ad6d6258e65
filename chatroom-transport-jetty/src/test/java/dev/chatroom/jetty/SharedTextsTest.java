package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.spi.Frame;
import dev.chatroom.spi.Frames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What many clients of a lane are sent from. */
class SharedTextsTest {

  private static final String LONG = "x".repeat(70_000);

  private final SharedTexts texts = new SharedTexts();
  private final Frames frames =
      new Frames(List.of(new Frame("a", 1), new Frame("b", LONG), new Frame("c", "汉")));

  private static String bytes(TextFrames written) {
    return StandardCharsets.ISO_8859_1.decode(written.getPayload().duplicate()).toString();
  }

  private static String latin1(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @Test
  void the_first_text_is_followed_by_the_other_frames_each_with_its_header() {
    TextFrames written = texts.of(frames);
    String first = "{\"event\":\"a\",\"data\":1}";
    String second = "{\"event\":\"b\",\"data\":\"" + LONG + "\"}";
    String third = latin1("{\"event\":\"c\",\"data\":\"汉\"}");
    assertThat(written.getPayloadLength()).isEqualTo(first.length());
    assertThat(bytes(written))
        .isEqualTo(
            first + "\u0081\u007f\0\0\0\0\0\1\u0011\u0087" + second + "\u0081\u001a" + third);
    assertThat(written.bytes()).isEqualTo(bytes(written).length());
  }

  @Test
  void a_part_is_of_the_same_memory() {
    TextFrames all = texts.of(frames);
    TextFrames last = texts.of(frames.part(2, 3));
    assertThat(bytes(last)).isEqualTo(latin1("{\"event\":\"c\",\"data\":\"汉\"}"));
    assertThat(last.getPayloadLength()).isEqualTo(last.bytes());
    assertThat(last.getPayload().array()).isSameAs(all.getPayload().array());
  }

  @Test
  void nothing_is_kept_when_the_turn_is_over() {
    byte[] before = texts.of(frames).getPayload().array();
    assertThat(texts.of(frames).getPayload().array()).isSameAs(before);
    texts.forget();
    assertThat(texts.of(frames).getPayload().array()).isNotSameAs(before);
  }
}
