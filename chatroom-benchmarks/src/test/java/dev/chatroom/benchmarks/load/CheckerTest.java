package dev.chatroom.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two speakers, tom (0) and ann (1), and who listens to them. */
final class CheckerTest {

  private static final int TOM = 0;
  private static final int ANN = 1;
  private static final int SPEAKERS = 2;

  private final Checker checker = new Checker(new Messages(), 2);
  private final Witness first = checker.enter(0, SPEAKERS);
  private final Witness second = checker.enter(0, SPEAKERS);

  private int say(int speaker) {
    return checker.say(0, speaker, 0);
  }

  private void hear(Witness witness, int... numbers) {
    for (int number : numbers) {
      boolean unused = checker.hear(witness, number);
    }
  }

  private static Faults faults(long lost, long doubled, long outOfOrder, long ordersDiffer) {
    return new Faults(lost, doubled, outOfOrder, ordersDiffer, 0, 0);
  }

  @Test
  void nothing_is_wrong_where_all_get_all_in_one_order() {
    int tom = say(TOM);
    int ann = say(ANN);
    // A room may have another order than that in which things were said.
    hear(first, ann, tom);
    hear(second, ann, tom);

    assertThat(checker.faults()).isEqualTo(faults(0, 0, 0, 0));
    assertThat(checker.given()).isEqualTo(4);
  }

  @Test
  void a_message_is_everywhere_when_all_of_its_room_have_it() {
    Witness elsewhere = checker.enter(1, SPEAKERS);
    int tom = say(TOM);
    hear(first, tom);
    assertThat(checker.isEverywhere(tom)).isFalse();

    hear(second, tom);
    assertThat(checker.isEverywhere(tom)).isTrue();
    assertThat(elsewhere.got).isZero();
  }

  @Test
  void what_did_not_come_is_lost() {
    int tom = say(TOM);
    int ann = say(ANN);
    hear(first, tom, ann);
    hear(second, ann);

    assertThat(checker.faults()).isEqualTo(faults(1, 0, 0, 0));
  }

  @Test
  void what_came_to_nobody_is_lost_for_all() {
    int tom = say(TOM);
    int ann = say(ANN);
    hear(first, ann);
    hear(second, ann);

    assertThat(checker.faults()).isEqualTo(faults(2, 0, 0, 0));
    assertThat(checker.isEverywhere(tom)).isFalse();
  }

  @Test
  void what_comes_again_is_doubled_at_once_or_later() {
    int tom = say(TOM);
    int ann = say(ANN);
    hear(first, tom, tom, ann);
    hear(second, tom, ann, tom);

    assertThat(checker.faults()).isEqualTo(faults(0, 2, 0, 0));
    assertThat(checker.given()).isEqualTo(4);
  }

  @Test
  void what_fills_a_gap_and_comes_again_is_doubled() {
    int tom = say(TOM);
    int ann = say(ANN);
    hear(first, tom, ann);
    hear(second, ann, tom, tom);

    assertThat(checker.faults()).isEqualTo(faults(0, 1, 0, 1));
  }

  @Test
  void two_speakers_in_another_order_than_others_saw() {
    int tom = say(TOM);
    int ann = say(ANN);
    hear(first, tom, ann);
    hear(second, ann, tom);

    assertThat(checker.faults()).isEqualTo(faults(0, 0, 0, 1));
  }

  @Test
  void one_speaker_in_another_order_than_was_said() {
    int one = say(TOM);
    int two = say(TOM);
    hear(first, two, one);
    hear(second, two, one);

    assertThat(checker.faults()).isEqualTo(faults(0, 0, 2, 0));
  }

  @Test
  void a_message_of_another_room_is_strange() {
    int elsewhere = checker.say(1, TOM, 0);
    hear(first, elsewhere);

    assertThat(checker.faults().strange()).isEqualTo(1);
    assertThat(checker.given()).isZero();
  }

  @Test
  void a_number_that_nobody_said_is_strange() {
    hear(first, 0, -1);

    assertThat(checker.faults().strange()).isEqualTo(2);
  }

  @Test
  void who_comes_later_is_owed_only_what_is_said_then() {
    int before = say(TOM);
    hear(first, before);
    hear(second, before);
    Witness late = checker.enter(0, SPEAKERS);
    int after = say(TOM);
    hear(first, after);
    hear(second, after);
    assertThat(checker.outstanding()).isEqualTo(1);

    hear(late, after);
    assertThat(checker.faults()).isEqualTo(faults(0, 0, 0, 0));
    hear(late, before);
    assertThat(checker.faults()).isEqualTo(faults(0, 1, 0, 0));
  }

  @Test
  void who_leaves_is_owed_nothing() {
    int tom = say(TOM);
    hear(first, tom);
    hear(second, tom);
    assertThat(checker.leave(second)).isZero();

    int next = say(TOM);
    hear(first, next);
    assertThat(checker.isEverywhere(next)).isTrue();
    assertThat(checker.faults()).isEqualTo(faults(0, 0, 0, 0));
  }

  @Test
  void what_somebody_had_not_got_who_was_cut_is_lost() {
    int tom = say(TOM);
    hear(first, tom);
    assertThat(checker.cut(second)).isEqualTo(1);

    assertThat(checker.isEverywhere(tom)).isTrue();
    assertThat(checker.faults()).isEqualTo(new Faults(1, 0, 0, 0, 0, 1));
  }

  @Test
  void what_is_under_way_when_somebody_is_cut_is_everywhere_when_the_others_have_it() {
    int tom = say(TOM);
    int ann = say(ANN);
    hear(second, ann);

    assertThat(checker.cut(second)).isZero();
    assertThat(checker.isEverywhere(ann)).isFalse();
    hear(first, ann);
    assertThat(checker.isEverywhere(ann)).isTrue();
    assertThat(checker.isEverywhere(tom)).isFalse();
  }

  @Test
  void it_remembers_more_than_it_had_room_for() {
    for (int each = 0; each < 10_000; each++) {
      int number = say(each % SPEAKERS);
      hear(first, number);
      hear(second, number);
    }

    assertThat(checker.faults()).isEqualTo(faults(0, 0, 0, 0));
    assertThat(checker.given()).isEqualTo(20_000);
  }
}
