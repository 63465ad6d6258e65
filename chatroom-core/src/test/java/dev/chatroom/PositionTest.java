package dev.chatroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

  @Test
  void its_text_is_the_epoch_and_the_offset() {
    assertThat(new Position("7f3a", 42)).hasToString("7f3a-42");
  }

  @Test
  void what_was_written_is_read_back() {
    Random random = new Random(20261123);
    for (int i = 0; i < 1_000; i++) {
      String epoch = Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX);
      Position position = new Position(epoch, random.nextLong() >>> 5);

      assertThat(Position.parse(position.toString())).contains(position);
    }
  }

  @Test
  void the_place_before_the_first_event_is_a_position() {
    assertThat(Position.parse("0-0")).contains(new Position("0", 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "e1",
        "e1-",
        "-1",
        "e1--1",
        "e1-+1",
        "e1-01",
        "e1-1 ",
        " e1-1",
        "e1-1\n",
        "E1-1",
        "e1-1-1",
        "e1-１",
        "é-1",
        "e1-9999999999999999999",
        "abcdefghijklmnopqrstuvwxyz0123456-1"
      })
  void what_is_no_position_is_read_as_none(String text) {
    assertThat(Position.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "E1", "e-1", "abcdefghijklmnopqrstuvwxyz0123456"})
  void an_epoch_is_a_short_word(String epoch) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Position(epoch, 1))
        .withMessageStartingWith("epoch: " + epoch + " (expected: ");
  }

  @Test
  void an_offset_is_not_negative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Position("e1", -1))
        .withMessage("offset: -1 (expected: >= 0)");
  }
}
