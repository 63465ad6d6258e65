package dev.chatroom.confusables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Nickname;
import dev.chatroom.Refusal;
import dev.chatroom.policy.NicknamePolicy;
import dev.chatroom.policy.NicknamePolicy.Decision;
import dev.chatroom.policy.Refuse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfusablesTest {

  private static final NicknamePolicy STANDARD = NicknamePolicy.precis(32);
  private static final NicknamePolicy REFUSING = Confusables.refusing(STANDARD);
  private static final NicknamePolicy WARNING = Confusables.warning(STANDARD);

  private static Nickname accepted(NicknamePolicy policy, String requested) {
    Decision decision = policy.decide(requested);
    assertThat(decision).isInstanceOf(Decision.Accept.class);
    return ((Decision.Accept) decision).nickname();
  }

  @ParameterizedTest
  @CsvSource({
    "tom, t\u043Em", // Cyrillic о
    "Tom, \u0422om", // Cyrillic Т, whose small letter does not look like t
    "Kate, \u041Aate", // Cyrillic К
    "bob, \u0412\u043E\u042C", // Cyrillic Вo and the soft sign
    "Max, \u039Cax", // Greek Μ
    "paypal, p\u0430yp\u0430l",
    "paypal, paypa1",
    "paypal, paypaI",
    "PAYPAL, paypai",
    "scope, \u0455\u0441\u043E\u0440\u0435",
    "corner, comer",
    "Mike, rnike",
    "B0b, BOB",
    "b0b, bob",
    "ｔｏｍ, t\u03BFm",
    "l1I|, 1|lI",
    "\u042E\u043B\u044F, lo\u041B\u044F", // Юля: Ю looks like lo
    "\u039D\u03AF\u03BA\u03BF\u03C2, \u03BD\u03AF\u03BA\u03BF\u03C2", // Νίκος, case only
    "口, ロ",
    "日, 曰",
    "土, 士",
    "力, カ"
  })
  void look_alike(String one, String other) {
    assertThat(accepted(REFUSING, one).key()).isEqualTo(accepted(REFUSING, other).key());
    assertThat(accepted(WARNING, one).lookalike()).isEqualTo(accepted(WARNING, other).lookalike());
    assertThat(accepted(STANDARD, one).text()).isNotEqualTo(accepted(STANDARD, other).text());
  }

  @ParameterizedTest
  @CsvSource({
    "tom, tim",
    "van, nan",
    "lucy, lycy",
    "José, Jose",
    "Müller, Muller",
    "Strauß, Strauss",
    "\u0418\u0432\u0430\u043D, \u0418\u043D\u0430\u043D", // Иван, Инан
    "\u041F\u0435\u0442\u0440, \u041F\u0435\u0442\u044F", // Петр, Петя
    "己, 已",
    "已, 巳",
    "大, 太",
    "人, 入",
    "王, 玉",
    "日, 目",
    "天, 夫",
    "小明, 小朋",
    "ア, マ",
    "김, 긴",
    "🎉, 🎊"
  })
  void do_not_look_alike(String one, String other) {
    assertThat(accepted(REFUSING, one).key()).isNotEqualTo(accepted(REFUSING, other).key());
    assertThat(accepted(WARNING, one).lookalike())
        .isNotEqualTo(accepted(WARNING, other).lookalike());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tom", "t\u043Em", "St Peter", "\u042E\u043B\u044F", "小明", "I"})
  void are_shown_as_they_would_be_without(String nickname) {
    Nickname standard = accepted(STANDARD, nickname);

    assertThat(accepted(REFUSING, nickname).text()).isEqualTo(standard.text());
    assertThat(accepted(WARNING, nickname).text()).isEqualTo(standard.text());
    assertThat(accepted(WARNING, nickname).key()).isEqualTo(standard.key());
  }

  static Stream<NicknamePolicy> policies() {
    return Stream.of(REFUSING, WARNING);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void what_the_other_policy_refuses_is_refused(NicknamePolicy policy) {
    assertThat(policy.decide(" ")).isEqualTo(new Refuse(Refusal.NICKNAME_BLANK));
    assertThat(policy.decide("\u202Etom")).isEqualTo(new Refuse(Refusal.NICKNAME_ILLEGAL));
    assertThat(policy.decide("x".repeat(33))).isEqualTo(new Refuse(Refusal.NICKNAME_TOO_LONG));
  }

  @Test
  void a_refusal_of_the_other_policy_is_passed_on_as_it_is() {
    Decision reserved = new Refuse("nickname_reserved", "For staff only.");
    NicknamePolicy forStaff = requested -> reserved;

    assertThat(Confusables.refusing(forStaff).decide("tom")).isSameAs(reserved);
    assertThat(Confusables.warning(forStaff).decide("tom")).isSameAs(reserved);
  }

  @Test
  void what_looks_alike_to_the_other_policy_still_does() {
    NicknamePolicy byLength =
        requested ->
            new Decision.Accept(
                new Nickname(requested, requested, Integer.toString(requested.length())));

    assertThat(accepted(Confusables.warning(byLength), "ann").lookalike())
        .isEqualTo(accepted(Confusables.warning(byLength), "tom").lookalike());
    assertThat(accepted(Confusables.refusing(byLength), "ann").lookalike())
        .isEqualTo(accepted(Confusables.refusing(byLength), "tom").lookalike());
    assertThat(accepted(Confusables.refusing(byLength), "ann").key()).isEqualTo("ann");
  }

  @Test
  void a_policy_that_lets_pass_what_cannot_be_seen_gets_a_key_all_the_same() {
    NicknamePolicy anything = requested -> new Decision.Accept(new Nickname(requested, requested));

    assertThat(accepted(Confusables.refusing(anything), "\u200B").key()).isEqualTo("\u200B");
  }
}
