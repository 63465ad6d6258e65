package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fragments become a text, or are too long, or are none. */
class MessageAssemblyTest {

  private static final int MAX_BYTES = 10_000;

  private final MessageAssembly message = new MessageAssembly(MAX_BYTES);

  private void add(String fragment) {
    message.add(StandardCharsets.UTF_8.encode(fragment), false);
  }

  private void addWhole(String text) {
    message.add(StandardCharsets.UTF_8.encode(text), true);
  }

  @Test
  void a_text_is_what_its_fragments_are_together() throws CharacterCodingException {
    for (byte each : "a😀ב".getBytes(StandardCharsets.UTF_8)) {
      message.add(ByteBuffer.wrap(new byte[] {each}), false);
    }
    assertThat(message.takeText()).isEqualTo("a😀ב");
    add("next");
    assertThat(message.takeText()).isEqualTo("next");
    assertThat(message.takeText()).isEmpty();
  }

  @Test
  void a_text_of_just_the_bound_is_taken() throws CharacterCodingException {
    String half = "x".repeat(MAX_BYTES / 2);
    add(half);
    add(half);
    assertThat(message.isTooLong()).isFalse();
    assertThat(message.takeText()).isEqualTo(half + half);
  }

  @Test
  void one_byte_more_is_too_long_and_what_comes_then_is_counted_only()
      throws CharacterCodingException {
    add("x".repeat(MAX_BYTES));
    add("x");
    assertThat(message.isTooLong()).isTrue();
    add("x".repeat(MAX_BYTES));
    assertThat(message.length()).isEqualTo(2 * MAX_BYTES + 1);
    message.clear();
    add("next");
    assertThat(message.takeText()).isEqualTo("next");
  }

  @Test
  void a_text_of_one_fragment_is_that_fragment() throws CharacterCodingException {
    addWhole("a😀ב");
    assertThat(message.takeText()).isEqualTo("a😀ב");
    addWhole("");
    assertThat(message.takeText()).isEmpty();
    add("a");
    addWhole("b");
    assertThat(message.takeText()).isEqualTo("ab");
    addWhole("x".repeat(MAX_BYTES + 1));
    assertThat(message.isTooLong()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void what_is_no_utf_8_is_no_text_and_is_gone(boolean isWhole) throws CharacterCodingException {
    message.add(ByteBuffer.wrap(new byte[] {(byte) 0xC0, (byte) 0x80}), isWhole);
    assertThatThrownBy(message::takeText).isInstanceOf(CharacterCodingException.class);
    add("next");
    assertThat(message.takeText()).isEqualTo("next");
  }
}
