package dev.chatroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"lobby", "大厅", "Room-7", "a.b_c", "٣", "𝒜"})
  void is_made_of_letters_digits_and_a_little_punctuation(String name) {
    assertThat(RoomName.parse(name)).contains(new RoomName(name));
    assertThat(new RoomName(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        " ",
        "a b",
        "a/b",
        "a\n",
        "lobby\u0000",
        "lob\u200Bby",
        "🎉",
        "\uD800",
        "#1"
      })
  void anything_else_is_no_name(String name) {
    assertThat(RoomName.parse(name)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RoomName(name))
        .withMessageStartingWith("room: ");
  }

  @Test
  void has_at_most_64_code_points() {
    assertThat(RoomName.parse("x".repeat(64))).isPresent();
    assertThat(RoomName.parse("𝒜".repeat(64))).isPresent();
    assertThat(RoomName.parse("x".repeat(65))).isEmpty();
  }

  @Test
  void is_compared_as_it_is_written() {
    assertThat(new RoomName("Lobby")).isNotEqualTo(new RoomName("lobby"));
  }
}
