package dev.chatroom.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8Test {

  private static final int STRINGS = 20_000;

  /** Chars of all lengths in UTF-8, with many surrogates, paired and not. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      switch (random.nextInt(6)) {
        case 0 -> text.append((char) random.nextInt(0x80));
        case 1 -> text.append((char) (0x80 + random.nextInt(0x780)));
        case 2 -> text.append((char) random.nextInt(0x10000));
        case 3 -> text.append((char) (0xD800 + random.nextInt(0x400)));
        case 4 -> text.append((char) (0xDC00 + random.nextInt(0x400)));
        default -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
      }
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "'\u007F', 1",
    "'\u0080', 2",
    "'\u07FF', 2",
    "'\u0800', 3",
    "昵称, 6",
    "'\uFFFF', 3",
    "🎉, 4",
    "tom🎉, 7"
  })
  void counts_bytes(String text, int bytes) {
    assertThat(Utf8.length(text)).isEqualTo(bytes);
  }

  @Test
  void counts_as_many_bytes_as_the_platform_writes() {
    Random random = new Random(3629);
    for (int i = 0; i < STRINGS; i++) {
      String text = Utf8.wellFormed(text(random));

      assertThat(Utf8.length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }
  }

  @Test
  void a_well_formed_text_survives_the_wire() {
    Random random = new Random(2279);
    for (int i = 0; i < STRINGS; i++) {
      String text = Utf8.wellFormed(text(random));
      byte[] wire = text.getBytes(StandardCharsets.UTF_8);

      assertThat(new String(wire, StandardCharsets.UTF_8)).isEqualTo(text);
    }
  }

  @Test
  void only_lone_surrogates_are_replaced() {
    Random random = new Random(10646);
    for (int i = 0; i < STRINGS; i++) {
      String text = text(random);
      int[] expected =
          text.codePoints()
              .map(each -> Character.getType(each) == Character.SURROGATE ? 0xFFFD : each)
              .toArray();

      assertThat(Utf8.wellFormed(text).codePoints().toArray()).isEqualTo(expected);
    }
  }

  @Test
  void a_text_without_any_is_not_copied() {
    String text = "tom说:hi 🎉";

    assertThat(Utf8.wellFormed(text)).isSameAs(text);
  }
}
