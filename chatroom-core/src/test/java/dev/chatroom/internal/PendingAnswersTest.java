package dev.chatroom.internal;

import static dev.chatroom.internal.Events.EPOCH;
import static dev.chatroom.internal.Events.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Outcome;
import dev.chatroom.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PendingAnswersTest {
  private final PendingAnswers answers = new PendingAnswers();

  private static Outcome acceptedAt(long offset) {
    return new Outcome.Accepted(at(offset));
  }

  private PendingAnswers.Answer add() {
    return Objects.requireNonNull(answers.add(true));
  }

  @Test
  void none_is_pending_at_first() {
    assertThat(answers.isEmpty()).isTrue();
  }

  @Test
  void commands_are_counted() {
    assertThat(add().command()).isEqualTo(1);
    assertThat(answers.nextCommand()).isEqualTo(2);
    assertThat(add().command()).isEqualTo(3);
  }

  @Test
  void a_command_waits_until_its_event_is_met() {
    PendingAnswers.Answer claim = add();
    assertThat(answers.isEmpty()).isFalse();
    assertThat(claim).isNotDone();

    answers.met(claim.command(), acceptedAt(7));

    assertThat(claim).isCompletedWithValue(acceptedAt(7));
    assertThat(answers.isEmpty()).isTrue();
  }

  @Test
  void events_may_be_met_in_another_order_than_that_of_the_commands() {
    PendingAnswers.Answer first = add();
    PendingAnswers.Answer second = add();

    answers.met(second.command(), acceptedAt(7));
    assertThat(second).isCompletedWithValue(acceptedAt(7));
    assertThat(first).isNotDone();

    answers.met(first.command(), acceptedAt(8));
    assertThat(first).isCompletedWithValue(acceptedAt(8));
    assertThat(answers.isEmpty()).isTrue();
  }

  @Test
  void a_command_is_answered_once() {
    PendingAnswers.Answer claim = add();

    answers.met(claim.command(), acceptedAt(7));
    answers.complete(claim, new Outcome.Refused("session_closed", "Closed."));
    claim.appended(at(8));
    answers.completeThrough(EPOCH, 8);

    assertThat(claim).isCompletedWithValue(acceptedAt(7));
    assertThat(answers.isEmpty()).isTrue();
  }

  @Test
  void what_is_not_pending_cannot_be_answered() {
    answers.met(1, acceptedAt(7));
    answers.completeThrough(EPOCH, 100);

    assertThat(answers.isEmpty()).isTrue();
  }

  @Test
  void commands_whose_place_was_passed_are_answered_in_their_order() {
    List<Long> order = new ArrayList<>();
    PendingAnswers.Answer first = add();
    PendingAnswers.Answer unknown = add();
    PendingAnswers.Answer later = add();
    CompletableFuture<Void> orderOfBoth =
        CompletableFuture.allOf(
            first.thenRun(() -> order.add(1L)), later.thenRun(() -> order.add(3L)));
    later.appended(at(9));
    first.appended(at(7));

    answers.completeThrough(EPOCH, 9);

    assertThat(orderOfBoth).isCompleted();
    assertThat(order).containsExactly(1L, 3L);
    assertThat(first).isCompletedWithValue(acceptedAt(7));
    assertThat(unknown).isNotDone();
    assertThat(answers.isEmpty()).isFalse();
  }

  @Test
  void commands_whose_place_is_still_ahead_wait() {
    PendingAnswers.Answer post = add();
    post.appended(at(9));

    answers.completeThrough(EPOCH, 8);
    assertThat(post).isNotDone();

    answers.completeThrough(EPOCH, 9);
    assertThat(post).isCompletedWithValue(acceptedAt(9));
  }

  @Test
  void an_offset_of_another_log_answers_nothing() {
    PendingAnswers.Answer post = add();
    post.appended(new Position("e0", 1));

    answers.completeThrough(EPOCH, Long.MAX_VALUE);
    assertThat(post).isNotDone();

    answers.completeThrough("e0", Long.MAX_VALUE);
    assertThat(post).isCompletedWithValue(new Outcome.Accepted(new Position("e0", 1)));
  }

  @Test
  void when_nobody_reads_on_what_is_in_the_log_is_accepted_and_the_rest_waits() {
    PendingAnswers.Answer underWay = add();
    PendingAnswers.Answer appended = add();
    appended.appended(at(9));

    answers.completeAppended();

    assertThat(appended).isCompletedWithValue(acceptedAt(9));
    assertThat(underWay).isNotDone();
    answers.complete(underWay, new Outcome.Refused("nickname_required", "Claim one first."));
    assertThat(answers.isEmpty()).isTrue();
  }

  @Test
  void who_is_answered_may_send_the_next_command() {
    List<PendingAnswers.Answer> next = new ArrayList<>();
    PendingAnswers.Answer first = add();
    CompletableFuture<Void> answered = first.thenRun(() -> next.add(add()));

    answers.met(first.command(), acceptedAt(7));

    assertThat(answered).isCompleted();
    assertThat(next).hasSize(1);
    assertThat(answers.isEmpty()).isFalse();
    answers.met(next.get(0).command(), acceptedAt(8));
    assertThat(next.get(0)).isCompletedWithValue(acceptedAt(8));
  }

  @Test
  void no_more_wait_than_may() {
    PendingAnswers.Answer first = add();
    for (int i = 1; i < PendingAnswers.MAX_PENDING; i++) {
      var unused = add();
    }
    assertThat(answers.add(true)).isNull();

    answers.met(first.command(), acceptedAt(7));

    assertThat(answers.add(true)).isNotNull();
  }
}
