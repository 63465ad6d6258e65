package dev.chatroom.internal;

import static dev.chatroom.internal.Events.EPOCH;
import static dev.chatroom.internal.Events.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Outcome;
import dev.chatroom.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PendingAnswersTest {

  private final PendingAnswers answers = new PendingAnswers();

  private static Outcome acceptedAt(long offset) {
    return new Outcome.Accepted(at(offset));
  }

  @Test
  void none_is_pending_at_first() {
    assertThat(answers.isEmpty()).isTrue();
  }

  @Test
  void a_command_waits_until_its_event_is_met() {
    CompletableFuture<Outcome> claim = answers.add(1);
    assertThat(answers.isEmpty()).isFalse();
    assertThat(claim).isNotDone();

    answers.complete(1, acceptedAt(7));

    assertThat(claim).isCompletedWithValue(acceptedAt(7));
    assertThat(answers.isEmpty()).isTrue();
  }

  @Test
  void a_command_is_answered_once() {
    CompletableFuture<Outcome> claim = answers.add(1);

    answers.complete(1, acceptedAt(7));
    answers.complete(1, new Outcome.Refused("session_closed", "Closed."));
    answers.appended(1, at(8));
    answers.completeThrough(EPOCH, 8);

    assertThat(claim).isCompletedWithValue(acceptedAt(7));
    assertThat(answers.isEmpty()).isTrue();
  }

  @Test
  void what_is_not_pending_cannot_be_answered() {
    answers.appended(1, at(7));
    answers.complete(1, acceptedAt(7));
    answers.completeThrough(EPOCH, 100);

    assertThat(answers.isEmpty()).isTrue();
  }

  @Test
  void commands_whose_place_was_passed_are_answered_in_their_order() {
    List<Long> order = new ArrayList<>();
    CompletableFuture<Outcome> later = answers.add(3);
    CompletableFuture<Outcome> first = answers.add(1);
    CompletableFuture<Outcome> unknown = answers.add(2);
    CompletableFuture<Void> orderOfBoth =
        CompletableFuture.allOf(
            first.thenRun(() -> order.add(1L)), later.thenRun(() -> order.add(3L)));
    answers.appended(3, at(9));
    answers.appended(1, at(7));

    answers.completeThrough(EPOCH, 9);

    assertThat(orderOfBoth).isCompleted();
    assertThat(order).containsExactly(1L, 3L);
    assertThat(first).isCompletedWithValue(acceptedAt(7));
    assertThat(unknown).isNotDone();
    assertThat(answers.isEmpty()).isFalse();
  }

  @Test
  void commands_whose_place_is_still_ahead_wait() {
    CompletableFuture<Outcome> post = answers.add(1);
    answers.appended(1, at(9));

    answers.completeThrough(EPOCH, 8);
    assertThat(post).isNotDone();

    answers.completeThrough(EPOCH, 9);
    assertThat(post).isCompletedWithValue(acceptedAt(9));
  }

  @Test
  void an_offset_of_another_log_answers_nothing() {
    CompletableFuture<Outcome> post = answers.add(1);
    answers.appended(1, new Position("e0", 1));

    answers.completeThrough(EPOCH, Long.MAX_VALUE);
    assertThat(post).isNotDone();

    answers.completeThrough("e0", Long.MAX_VALUE);
    assertThat(post).isCompletedWithValue(new Outcome.Accepted(new Position("e0", 1)));
  }

  @Test
  void when_nobody_reads_on_what_is_in_the_log_is_accepted_and_the_rest_waits() {
    CompletableFuture<Outcome> underWay = answers.add(1);
    CompletableFuture<Outcome> appended = answers.add(2);
    answers.appended(2, at(9));

    answers.completeAppended();

    assertThat(appended).isCompletedWithValue(acceptedAt(9));
    assertThat(underWay).isNotDone();
    answers.complete(1, new Outcome.Refused("nickname_required", "Claim a nickname first."));
    assertThat(answers.isEmpty()).isTrue();
  }

  @Test
  void who_is_answered_may_send_the_next_command() {
    List<CompletableFuture<Outcome>> next = new ArrayList<>();
    CompletableFuture<Void> answered = answers.add(1).thenRun(() -> next.add(answers.add(2)));

    answers.complete(1, acceptedAt(7));

    assertThat(answered).isCompleted();
    assertThat(next).hasSize(1);
    assertThat(answers.isEmpty()).isFalse();
    answers.complete(2, acceptedAt(8));
    assertThat(next.get(0)).isCompletedWithValue(acceptedAt(8));
  }
}
