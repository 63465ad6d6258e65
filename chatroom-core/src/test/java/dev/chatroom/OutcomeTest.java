package dev.chatroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class OutcomeTest {

  @Test
  void a_refusal_says_why_to_programs() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Outcome.Refused("", "No."))
        .withMessageStartingWith("code: empty");
  }

  @Test
  void a_refusal_has_no_time_to_wait_where_waiting_does_not_help() {
    assertThat(new Outcome.Refused("nickname_taken", "Taken.").retryAfter()).isNull();
  }
}
