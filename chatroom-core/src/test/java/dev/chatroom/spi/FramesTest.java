package dev.chatroom.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames for one session, of those that all at the same place get. */
class FramesTest {

  private final Frame first = new Frame("first", 1);
  private final Frame second = new Frame("second", 2);
  private final Frame third = new Frame("third", 3);
  private final List<Frame> shared = List.of(first, second, third);
  private final Frames all = new Frames(shared);

  @Test
  void all_of_them_are_what_is_shared() {
    assertThat(all).containsExactly(first, second, third);
    assertThat(all.shared()).isSameAs(shared);
    assertThat(all.from()).isZero();
  }

  @Test
  void a_part_says_where_in_the_same_list_it_is() {
    Frames part = all.part(1, 3);
    assertThat(part).containsExactly(second, third);
    assertThat(part.shared()).isSameAs(shared);
    assertThat(part.from()).isEqualTo(1);
    assertThat(part.part(0, 1)).as("counted in what is shared").containsExactly(first);
    assertThat(all.part(0, 0)).isEmpty();
    assertThat(all.part(0, 3)).isSameAs(all);
  }

  @Test
  void there_is_nothing_outside_of_a_part() {
    Frames part = all.part(1, 2);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> part.get(1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> part.get(-1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> all.part(1, 4));
  }
}
