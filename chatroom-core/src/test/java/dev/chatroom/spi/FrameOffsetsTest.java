package dev.chatroom.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a part of what is put together begins and ends. */
class FrameOffsetsTest {

  private final Frames all =
      new Frames(List.of(new Frame("a", 5), new Frame("b", 0), new Frame("c", 7)));
  private final FrameOffsets offsets =
      new FrameOffsets(all.shared(), frame -> (Integer) frame.data());

  @Test
  void a_part_has_a_place_among_all() {
    assertThat(offsets.length()).isEqualTo(12);
    assertThat(offsets.begin(all)).isZero();
    assertThat(offsets.length(all)).isEqualTo(12);
    Frames last = all.part(1, 3);
    assertThat(offsets.begin(last)).isEqualTo(5);
    assertThat(offsets.length(last)).isEqualTo(7);
    Frames none = all.part(3, 3);
    assertThat(offsets.begin(none)).isEqualTo(12);
    assertThat(offsets.length(none)).isZero();
  }

  @Test
  void equal_frames_are_other_ones() {
    assertThat(offsets.areOf(all.part(1, 2))).isTrue();
    assertThat(offsets.areOf(new Frames(List.copyOf(all)))).isFalse();
  }

  @Test
  void more_than_a_stretch_can_hold_is_an_error() {
    List<Frame> huge = List.of(new Frame("a", 0), new Frame("b", 0));
    assertThatThrownBy(() -> new FrameOffsets(huge, frame -> Integer.MAX_VALUE))
        .isInstanceOf(ArithmeticException.class);
  }
}
