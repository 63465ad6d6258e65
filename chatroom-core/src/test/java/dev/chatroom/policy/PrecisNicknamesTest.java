package dev.chatroom.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chatroom.Nickname;
import dev.chatroom.Refusal;
import dev.chatroom.policy.NicknamePolicy.Decision;
import java.io.Serial;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rocks.xmpp.precis.PrecisProfile;
import rocks.xmpp.precis.PrecisProfiles;

class PrecisNicknamesTest {

  private final NicknamePolicy policy = NicknamePolicy.precis(32);

  private Nickname accepted(String requested) {
    Decision decision = policy.decide(requested);
    assertThat(decision)
        .as("%s", InterestingText.escaped(requested))
        .isInstanceOf(Decision.Accept.class);
    return ((Decision.Accept) decision).nickname();
  }

  private void assertRefused(String requested, Refusal reason) {
    assertThat(policy.decide(requested))
        .as("%s", InterestingText.escaped(requested))
        .isEqualTo(new Refuse(reason));
  }

  @Nested
  @DisplayName("RFC 8266 §3")
  class Examples {

    @ParameterizedTest
    @CsvSource({
      "Foo, foo",
      "foo, foo",
      "Foo Bar, foo bar",
      "foo bar, foo bar",
      "Σ, σ",
      "σ, σ",
      "ς, ς",
      "ϔ, ϋ",
      "♚, ♚",
      "Richard Ⅳ, richard iv",
    })
    void are_compared_as_the_table_says(String nickname, String key) {
      assertThat(accepted(nickname).key()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
      "Foo, Foo",
      "Foo Bar, Foo Bar",
      "Σ, Σ",
      "ς, ς",
      "ϔ, Ϋ",
      "♚, ♚",
      "Richard Ⅳ, Richard IV",
    })
    void are_shown_with_their_case(String nickname, String text) {
      assertThat(accepted(nickname).text()).isEqualTo(text);
    }
  }

  @Nested
  class Preparation {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "St Peter",
          " St Peter",
          "St Peter  ",
          "St   Peter",
          "\u3000St\u00A0\u2003Peter"
        })
    void makes_one_space_of_many_and_none_at_the_ends(String nickname) {
      assertThat(accepted(nickname)).isEqualTo(new Nickname("St Peter", "st peter"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tom", "Tom", "TOM", "ｔｏｍ", "ＴＯＭ", "𝐭𝐨𝐦", "ⓣⓞⓜ", "\u3000tom"})
    void gives_one_key_to_all_ways_to_write_a_name(String nickname) {
      assertThat(accepted(nickname).key()).isEqualTo("tom");
    }

    @Test
    void composes_combining_marks() {
      assertThat(accepted("a\u0308nn")).isEqualTo(accepted("\u00E4nn"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"张伟", "Алёна", "दीपिका", "محمد", "แมว", "한글", "O'Neil", "x_X", "🎉"})
    void keeps_the_names_of_the_world(String nickname) {
      assertThat(accepted(nickname).text()).isEqualTo(nickname);
    }

    @Test
    @DisplayName("two who see the same letters have the same key, also next to a Greek sigma")
    void the_key_depends_on_what_is_shown() {
      // Lower case of Σ depends on its neighbours, and NFKC makes letters of what is none before:
      // a key made from what was asked for, and not from what is shown, is another one here.
      assertThat(accepted("ΑΣ㎏")).isEqualTo(accepted("ΑΣkg"));
      assertThat(accepted("\u03F9")).isEqualTo(accepted("Σ"));
    }
  }

  @Nested
  class Refuses {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "   ", "\u3000", "\u3000\u3000", "\u00A0", " \u2003\u202F"})
    void what_is_blank(String nickname) {
      assertRefused(nickname, Refusal.NICKNAME_BLANK);
    }

    @ParameterizedTest(name = "U+{0}")
    @ValueSource(
        strings = {
          // controls
          "0000",
          "0009",
          "000A",
          "001B",
          "007F",
          "0085",
          "009F",
          // line and paragraph separators
          "2028",
          "2029",
          // bidirectional controls
          "061C",
          "200E",
          "200F",
          "202A",
          "202E",
          "2066",
          "2069",
          // zero width
          "00AD",
          "180E",
          "200B",
          "200C",
          "200D",
          "2060",
          "FEFF",
          // variation selectors
          "180B",
          "FE00",
          "FE0F",
          "E0100",
          "E01EF",
          // tags
          "E0001",
          "E0041",
          "E007F",
          // blank letters, marks and symbols
          "034F",
          "115F",
          "1160",
          "17B4",
          "2800",
          "3164",
          "FFA0",
          "1D159",
          // surrogates, private use, noncharacters, not assigned
          "D800",
          "DFFF",
          "E000",
          "F0000",
          "10FFFD",
          "FDD0",
          "FFFF",
          "1FFFE",
          "0378"
        })
    void what_cannot_be_seen(String hex) {
      String invisible = Character.toString(Integer.parseInt(hex, 16));

      assertRefused(invisible, Refusal.NICKNAME_ILLEGAL);
      assertRefused("tom" + invisible, Refusal.NICKNAME_ILLEGAL);
      assertRefused(invisible + "tom", Refusal.NICKNAME_ILLEGAL);
      assertRefused("to" + invisible + "m", Refusal.NICKNAME_ILLEGAL);
      assertRefused(" " + invisible + " ", Refusal.NICKNAME_ILLEGAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0308", "\u0308tom", " \u0301a", "\u00A8", "\u0903\u0915"})
    void a_mark_that_has_nothing_of_its_own_to_stand_on(String nickname) {
      assertRefused(nickname, Refusal.NICKNAME_ILLEGAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0640b", "\u3031", "\u1100"})
    @DisplayName("what RFC 8264 §9.6 and §9.9 disallow: tatweel, kana repeat marks, old jamo")
    void what_the_freeform_class_disallows(String nickname) {
      assertRefused(nickname, Refusal.NICKNAME_ILLEGAL);
    }
  }

  @Nested
  class Length {

    @Test
    void counts_code_points() {
      assertThat(accepted("x".repeat(32)).text()).hasSize(32);
      assertThat(accepted("🎉".repeat(32)).text()).hasSize(64);
      assertRefused("x".repeat(33), Refusal.NICKNAME_TOO_LONG);
      assertRefused("🎉".repeat(33), Refusal.NICKNAME_TOO_LONG);
    }

    @Test
    void counts_what_is_left_after_preparation() {
      assertThat(accepted("a\u0308".repeat(32)).text()).isEqualTo("\u00E4".repeat(32));
      // Three code points become one.
      assertThat(accepted("u\u0308\u0304".repeat(32)).text()).isEqualTo("\u01D6".repeat(32));
      assertThat(accepted(" ".repeat(20) + "x".repeat(32)).text()).hasSize(32);
      // One ligature becomes 18 code points.
      assertThat(accepted("\uFDFA").text()).hasSize(18);
      assertRefused("\uFDFA\uFDFA", Refusal.NICKNAME_TOO_LONG);
    }

    @Test
    void counts_combining_marks_that_do_not_compose() {
      assertThat(accepted("x" + "\u0332".repeat(31)).text()).hasSize(32);
      assertRefused("x" + "\u0332".repeat(32), Refusal.NICKNAME_TOO_LONG);
    }

    @Test
    void what_is_hopeless_is_not_prepared() {
      assertThat(accepted(" ".repeat(319) + "x").text()).isEqualTo("x");
      assertRefused(" ".repeat(320) + "x", Refusal.NICKNAME_TOO_LONG);
      assertRefused("x".repeat(1_000), Refusal.NICKNAME_TOO_LONG);
      // Would be illegal, if anybody looked.
      assertRefused("\u0000".repeat(1_000), Refusal.NICKNAME_TOO_LONG);
    }

    @Test
    @DisplayName("what is hopeless costs nothing: it is refused without asking the profile")
    void the_profile_is_asked_only_about_what_may_fit() {
      CountingProfile profile = new CountingProfile();
      NicknamePolicy counted = new PrecisNicknames(32, profile);

      assertThat(counted.decide("a\u0308".repeat(160))).isInstanceOf(Refuse.class);
      assertThat(profile.asked).isPositive();
      profile.asked = 0;
      assertThat(counted.decide("a\u0308".repeat(160) + "x"))
          .isEqualTo(new Refuse(Refusal.NICKNAME_TOO_LONG));
      assertThat(profile.asked).isZero();
    }

    @Test
    void is_the_limit_that_was_asked_for() {
      assertThat(NicknamePolicy.precis(1).decide("x")).isInstanceOf(Decision.Accept.class);
      assertThat(NicknamePolicy.precis(1).decide("xy"))
          .isEqualTo(new Refuse(Refusal.NICKNAME_TOO_LONG));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> NicknamePolicy.precis(0))
          .withMessage("maxCodePoints: 0 (expected: > 0)");
    }
  }

  /** Counts how often a text is prepared. */
  private static final class CountingProfile extends PrecisProfile {

    @Serial private static final long serialVersionUID = 1;

    private int asked;

    CountingProfile() {
      super(false);
    }

    @Override
    public String enforce(CharSequence text) {
      asked++;
      return PrecisProfiles.NICKNAME.enforce(text);
    }

    @Override
    public String toComparableString(CharSequence text) {
      asked++;
      return PrecisProfiles.NICKNAME.toComparableString(text);
    }

    @Override
    protected CharSequence applyWidthMappingRule(CharSequence text) {
      return text;
    }

    @Override
    protected CharSequence applyAdditionalMappingRule(CharSequence text) {
      return text;
    }

    @Override
    protected CharSequence applyCaseMappingRule(CharSequence text) {
      return text;
    }

    @Override
    protected CharSequence applyNormalizationRule(CharSequence text) {
      return text;
    }

    @Override
    protected CharSequence applyDirectionalityRule(CharSequence text) {
      return text;
    }
  }
}
