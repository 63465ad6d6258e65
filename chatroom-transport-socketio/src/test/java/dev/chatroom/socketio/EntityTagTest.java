package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 §8.8.3, §13.1.2. */
class EntityTagTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"a\"|true",
        "W/\"a\"|true",
        "*|true",
        " * |true",
        "\"x\", \"a\"|true",
        "\"x\",W/\"a\" , \"y\"|true",
        "\"x\"|false",
        "a|false",
        "\"A\"|false",
        "\"x,\"a\"\"|false",
        "\"*\"|false",
        "\"|false",
        "''|false",
      })
  void a_list_names_it_or_not(String header, boolean named) {
    assertThat(new EntityTag("\"a\"").isAmong(List.of(header))).isEqualTo(named);
  }

  @Test
  void a_header_may_be_there_twice_or_not_at_all() {
    EntityTag tag = new EntityTag("\"a\"");
    assertThat(tag.isAmong(List.of("\"x\"", "\"a\""))).isTrue();
    assertThat(tag.isAmong(List.of())).isFalse();
  }

  @Test
  void a_tag_may_have_a_comma_in_it() {
    assertThat(new EntityTag("\"a,b\"").isAmong(List.of("\"x\",\"a,b\""))).isTrue();
    assertThat(new EntityTag("\"b\"").isAmong(List.of("\"a,b\""))).isFalse();
  }

  @Test
  void differs_when_the_content_does() {
    byte[] content = new byte[1000];
    EntityTag before = EntityTag.of(content);
    assertThat(EntityTag.of(Arrays.copyOf(content, 1000))).isEqualTo(before);
    content[999] = 1;
    assertThat(EntityTag.of(content)).isNotEqualTo(before);
    assertThat(before.value()).matches("\"[!-~&&[^\"]]+\"");
  }
}
