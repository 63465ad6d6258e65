package dev.chatroom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes from outside is plain values, an object member by member, or no JSON. */
class JsonTest {

  private final List<String> members = new ArrayList<>();

  private boolean isObject(String text) throws JsonProcessingException {
    return Json.parseObject(text, (name, value) -> members.add(name + "=" + value));
  }

  @Test
  void an_object_is_told_member_by_member() throws JsonProcessingException {
    assertThat(
            isObject(
                "{\"a\":\"x\",\"b\":1,\"c\":null,\"d\":{\"e\":[2,{}]},\"f\":true,\"a\":\"y\"} "))
        .isTrue();
    assertThat(members).containsExactly("a=x", "b=1", "c=null", "d={e=[2, {}]}", "f=true", "a=y");
    assertThat(isObject("{}")).isTrue();
    assertThat(members).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{\"a\":1}]", "1", "null", "\"a\"", "true", "[[[]]]"})
  void another_value_is_no_object(String value) throws JsonProcessingException {
    assertThat(isObject(value)).isFalse();
    assertThat(members).isEmpty();
    assertThat(Json.parse(value) instanceof Map).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "{", "}", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1}}",
            "{\"a\":1}{}",
        "{} x", "[", "[1", "[1]]", "[{\"a\":1]", "1 2", "{a:1}", "{'a':1}", "{\"a\":01}", "nul",
        "{\"a\":[1}", "{\"a\":{\"b\":1}"
      })
  void what_is_no_json_is_told_so_by_both_ways(String text) {
    assertThatThrownBy(() -> isObject(text)).isInstanceOf(JsonProcessingException.class);
    assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void what_nests_32_deep_is_read_and_what_nests_deeper_is_none_by_both_ways()
      throws JsonProcessingException {
    String deep = "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}";
    assertThat(isObject(deep)).isTrue();
    assertThat(Json.parse(deep)).isInstanceOf(Map.class);
    String deeper = "{\"a\":[" + deep + "]}";
    assertThatThrownBy(() -> isObject(deeper)).isInstanceOf(JsonProcessingException.class);
    assertThatThrownBy(() -> Json.parse(deeper)).isInstanceOf(JsonProcessingException.class);
    assertThatThrownBy(() -> isObject("[" + deeper + "]"))
        .isInstanceOf(JsonProcessingException.class);
  }
}
