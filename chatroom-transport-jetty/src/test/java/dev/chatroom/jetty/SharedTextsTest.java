package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.spi.Frame;
import dev.chatroom.spi.Frames;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What many clients of a lane are sent from. */
class SharedTextsTest {

  private static final String LONG = "x".repeat(70_000);

  private final SharedTexts texts = new SharedTexts();
  private final Frames frames =
      new Frames(List.of(new Frame("a", 1), new Frame("b", LONG), new Frame("c", "汉")));

  private static String bytes(ByteBuffer written) {
    return StandardCharsets.ISO_8859_1.decode(written.duplicate()).toString();
  }

  private static byte[] memory(ByteBuffer written) {
    assertThat(written.arrayOffset()).isZero();
    return written.array();
  }

  private static String latin1(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @Test
  void frames_follow_each_other_each_with_its_header() {
    String first = "{\"event\":\"a\",\"data\":1}";
    String second = "{\"event\":\"b\",\"data\":\"" + LONG + "\"}";
    String third = latin1("{\"event\":\"c\",\"data\":\"汉\"}");
    assertThat(bytes(texts.of(frames)))
        .isEqualTo(
            "\u0081\u0016"
                + first
                + "\u0081\u007f\0\0\0\0\0\1\u0011\u0087"
                + second
                + "\u0081\u001a"
                + third);
  }

  @Test
  void a_part_is_of_the_same_memory() {
    ByteBuffer all = texts.of(frames);
    ByteBuffer last = texts.of(frames.part(1, 3));
    assertThat(bytes(all)).endsWith(bytes(last));
    assertThat(memory(last)).isSameAs(memory(all));
  }

  @Test
  void one_frame_is_what_was_encoded_and_nothing_is_put_together() {
    ByteBuffer one = texts.of(frames.part(2, 3));
    assertThat(bytes(one)).isEqualTo("\u0081\u001a" + latin1("{\"event\":\"c\",\"data\":\"汉\"}"));
    assertThat(memory(one)).isSameAs(frames.get(2).encoded(JettyFormat.UTF_8).frame());
  }

  @Test
  void who_reads_does_not_move_what_others_read() {
    texts.of(frames).get();
    assertThat(texts.of(frames).position()).isZero();
  }

  @Test
  void nothing_is_kept_when_the_turn_is_over() {
    byte[] before = memory(texts.of(frames));
    assertThat(memory(texts.of(frames))).isSameAs(before);
    texts.forget();
    assertThat(memory(texts.of(frames))).isNotSameAs(before);
  }
}
