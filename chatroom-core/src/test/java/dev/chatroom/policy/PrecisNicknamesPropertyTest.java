package dev.chatroom.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Nickname;
import dev.chatroom.policy.NicknamePolicy.Decision;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every nickname, tried with many: 1,000 strings of each seed. */
class PrecisNicknamesPropertyTest {

  private static final int STRINGS = 1_000;
  private static final int MAX_CODE_POINTS = 32;

  private final NicknamePolicy policy = NicknamePolicy.precis(MAX_CODE_POINTS);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 20);
  }

  private Optional<Nickname> nickname(String requested) {
    return policy.decide(requested) instanceof Decision.Accept accept
        ? Optional.of(accept.nickname())
        : Optional.empty();
  }

  private int forAccepted(long seed, Consumer<Nickname> property) {
    InterestingText texts = new InterestingText(seed);
    int accepted = 0;
    for (int i = 0; i < STRINGS; i++) {
      Optional<Nickname> nickname = nickname(texts.next());
      nickname.ifPresent(property);
      accepted += nickname.isPresent() ? 1 : 0;
    }
    return accepted;
  }

  private void assertWritesAs(String requested, Nickname nickname) {
    assertThat(nickname(requested)).as("%s", InterestingText.escaped(requested)).contains(nickname);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void preparing_twice_changes_nothing(long seed) {
    forAccepted(seed, once -> assertWritesAs(once.text(), once));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void a_key_is_its_own_key(long seed) {
    forAccepted(
        seed,
        nickname ->
            assertThat(nickname(nickname.key()).map(Nickname::key)).contains(nickname.key()));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void the_case_makes_no_difference_to_the_key(long seed) {
    forAccepted(
        seed,
        nickname ->
            assertThat(nickname(nickname.text().toLowerCase(Locale.ROOT)).map(Nickname::key))
                .as("%s", InterestingText.escaped(nickname.text()))
                .contains(nickname.key()));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void spaces_around_and_more_of_them_make_no_difference(long seed) {
    forAccepted(
        seed,
        nickname -> {
          assertWritesAs("  " + nickname.text() + " ", nickname);
          assertWritesAs(nickname.text().replace(" ", " \u3000\u00A0 "), nickname);
        });
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void the_form_of_normalization_makes_no_difference(long seed) {
    forAccepted(
        seed,
        nickname -> {
          for (Normalizer.Form form : Normalizer.Form.values()) {
            // Syllables of Hangul decompose into letters that the FreeformClass does not have.
            nickname(Normalizer.normalize(nickname.text(), form))
                .ifPresent(rewritten -> assertThat(rewritten).isEqualTo(nickname));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void two_that_are_shown_alike_have_one_key(long seed) {
    InterestingText texts = new InterestingText(seed);
    Map<String, String> keyOfText = new HashMap<>();
    for (int i = 0; i < STRINGS; i++) {
      nickname(texts.nextShort())
          .ifPresent(
              nickname -> {
                String known = keyOfText.putIfAbsent(nickname.text(), nickname.key());
                assertThat(nickname.key())
                    .as("%s", InterestingText.escaped(nickname.text()))
                    .isEqualTo(known == null ? nickname.key() : known);
              });
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void what_is_accepted_can_be_seen_and_is_no_longer_than_allowed(long seed) {
    int accepted =
        forAccepted(
            seed,
            nickname -> {
              String text = nickname.text();
              assertThat(text).isEqualTo(text.strip()).doesNotContain("  ");
              assertThat(text.codePoints()).hasSizeBetween(1, MAX_CODE_POINTS);
              assertThat(text.codePoints()).noneMatch(InterestingText::isFormatOrControl);
              assertThat(text.codePoints()).noneMatch(InterestingText::isInvisibleOrBidirectional);
            });

    assertThat(accepted).isBetween(STRINGS / 10, STRINGS - STRINGS / 10);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void an_invisible_character_anywhere_is_refused(long seed) {
    InterestingText texts = new InterestingText(seed);
    forAccepted(
        seed,
        nickname -> {
          String invisible = texts.nextInvisible();
          int place = nickname.text().offsetByCodePoints(0, 1);
          assertThat(nickname(nickname.text().substring(0, place) + invisible + "x")).isEmpty();
          assertThat(nickname(invisible + nickname.text())).isEmpty();
          assertThat(nickname(nickname.text() + invisible)).isEmpty();
        });
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothing_throws(long seed) {
    InterestingText texts = new InterestingText(seed);
    for (int i = 0; i < STRINGS; i++) {
      assertThat(policy.decide(texts.nextChars())).isNotNull();
    }
  }
}
