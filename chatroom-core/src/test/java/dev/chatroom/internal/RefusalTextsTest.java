package dev.chatroom.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Outcome;
import dev.chatroom.Refusal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTextsTest {

  private final RefusalTexts chinese = new RefusalTexts(Locale.SIMPLIFIED_CHINESE);
  private final RefusalTexts english = new RefusalTexts(Locale.ENGLISH);

  @Test
  void says_what_the_documented_chat_says() {
    assertThat(chinese.of(Refusal.NICKNAME_TAKEN))
        .isEqualTo(new Outcome.Refused("nickname_taken", "昵称已经存在"));
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void each_refusal_has_a_text_in_both_languages(Refusal refusal) {
    assertThat(english.of(refusal).text()).matches("[A-Z][A-Za-z; ]+\\.");
    assertThat(chinese.of(refusal).text()).containsPattern("\\p{IsHan}");
    assertThat(chinese.of(refusal).code()).isEqualTo(refusal.code());
  }

  @Test
  void no_two_refusals_say_the_same() {
    for (RefusalTexts each : new RefusalTexts[] {chinese, english}) {
      assertThat(Arrays.stream(Refusal.values()).map(refusal -> each.of(refusal).text()))
          .doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "zh-CN", "zh-TW", "zh-Hant-HK"})
  void whoever_reads_chinese_gets_chinese(String language) {
    RefusalTexts texts = new RefusalTexts(Locale.forLanguageTag(language));

    assertThat(texts.of(Refusal.MESSAGE_EMPTY)).isEqualTo(chinese.of(Refusal.MESSAGE_EMPTY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr", "tr", "und"})
  void everybody_else_gets_english(String language) {
    RefusalTexts texts = new RefusalTexts(Locale.forLanguageTag(language));

    assertThat(texts.of(Refusal.MESSAGE_EMPTY)).isEqualTo(english.of(Refusal.MESSAGE_EMPTY));
  }

  @Test
  void says_how_long_to_wait_where_waiting_helps() {
    Duration wait = Duration.ofMillis(200);

    assertThat(chinese.of(Refusal.RATE_LIMITED, wait).retryAfter()).isEqualTo(wait);
  }

  @Test
  void a_code_of_a_policy_stands_for_itself() {
    assertThat(english.text("not_on_mondays")).isEqualTo("not_on_mondays");
  }
}
