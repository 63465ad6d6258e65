package dev.chatroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class NicknameTest {

  @Test
  void shows_itself_as_people_see_it() {
    assertThat(new Nickname("Tom", "tom")).hasToString("Tom");
  }

  @Test
  void has_a_text_and_a_key() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Nickname("", "tom"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Nickname("Tom", ""));
  }
}
