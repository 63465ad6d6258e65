package dev.chatroom.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FieldsTest {

  private static Fields with(@Nullable Object value) {
    return new Fields(Collections.singletonMap("field", value));
  }

  @Test
  void what_is_no_object_has_no_fields() {
    for (Object data : List.of("field", 7, true, List.of("field"))) {
      Fields fields = new Fields(data);
      assertThat(fields.areThere()).isFalse();
      assertThat(fields.has("field")).isFalse();
      assertThat(fields.text("field")).isEmpty();
      assertThat(fields.mayHaveText("field")).isTrue();
    }
    assertThat(new Fields(null).areThere()).isFalse();
    assertThat(new Fields(Map.of()).areThere()).isTrue();
  }

  @Test
  void a_text_is_a_text_only() {
    assertThat(with("x").text("field")).contains("x");
    assertThat(with("x").text("other")).isEmpty();
    assertThat(with(7).text("field")).isEmpty();
    assertThat(with("x").mayHaveText("field")).isTrue();
    assertThat(with(null).mayHaveText("field")).isTrue();
    assertThat(with(7).mayHaveText("field")).isFalse();
    assertThat(with(7).has("field")).isTrue();
    assertThat(with(null).has("field")).isFalse();
  }

  @Test
  void a_truth_is_a_truth_only() {
    assertThat(with(true).truth("field")).contains(true);
    assertThat(with(false).truth("field")).contains(false);
    assertThat(with("true").truth("field")).isEmpty();
    assertThat(with(true).mayHaveTruth("field")).isTrue();
    assertThat(with(null).mayHaveTruth("field")).isTrue();
    assertThat(with(1).mayHaveTruth("field")).isFalse();
  }

  @Test
  void a_number_is_the_nearest_that_there_is() {
    assertThat(with(7).number("field")).contains(7L);
    assertThat(with(Long.MAX_VALUE - 1).number("field")).contains(Long.MAX_VALUE - 1);
    assertThat(with(7.9).number("field")).contains(7L);
    assertThat(with(Double.NaN).number("field")).contains(0L);
    assertThat(with(1e300).number("field")).contains(Long.MAX_VALUE);
    assertThat(with(BigInteger.ONE.shiftLeft(64)).number("field")).contains(Long.MAX_VALUE);
    assertThat(with(new BigDecimal("-1e40")).number("field")).contains(Long.MIN_VALUE);
    assertThat(with("7").number("field")).isEmpty();
    assertThat(with(7).mayHaveNumber("field")).isTrue();
    assertThat(with(null).mayHaveNumber("field")).isTrue();
    assertThat(with("7").mayHaveNumber("field")).isFalse();
  }
}
