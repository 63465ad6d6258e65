package dev.chatroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoomOptionsTest {

  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void a_log_keeps_something() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RoomOptions.Log(0, 1, DAY))
        .withMessage("events: 0 (expected: >= 1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RoomOptions.Log(1, 0, DAY))
        .withMessage("bytes: 0 (expected: >= 1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RoomOptions.Log(1, 1, Duration.ZERO))
        .withMessage("age: PT0S (expected: > 0)");
  }

  @Test
  void a_history_may_be_empty_but_not_less() {
    assertThat(new RoomOptions.History(0, 0, DAY).messages()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RoomOptions.History(-1, 0, DAY))
        .withMessage("messages: -1 (expected: >= 0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RoomOptions.History(0, -1, DAY))
        .withMessage("bytes: -1 (expected: >= 0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RoomOptions.History(1, 1, Duration.ofSeconds(-1)))
        .withMessage("age: PT-1S (expected: > 0)");
  }

  @Test
  void a_room_has_a_place_for_somebody() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RoomOptions.Capacity(0, 1))
        .withMessage("sessions: 0 (expected: >= 1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RoomOptions.Capacity(1, 0))
        .withMessage("occupants: 0 (expected: >= 1)");
  }

  @Test
  void an_empty_room_does_not_go_before_it_is_empty() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RoomOptions.defaults().withRetireAfter(Duration.ofMillis(-1)))
        .withMessage("retireAfter: PT-0.001S (expected: >= 0)");
  }

  @Test
  void one_change_leaves_the_rest() {
    RoomOptions changed = RoomOptions.defaults().withAccess(RoomAccess.OPEN.moderated(true));

    assertThat(changed.access().moderated()).isTrue();
    assertThat(changed.withAccess(RoomAccess.OPEN)).isEqualTo(RoomOptions.defaults());
  }
}
