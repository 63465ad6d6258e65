package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginPolicyTest {

  private final OriginPolicy strict = new OriginPolicy(Set.of());

  @ParameterizedTest
  @CsvSource({
    "http://chat.example, chat.example",
    "http://chat.example:3000, chat.example:3000",
    "https://chat.example, chat.example",
    "https://chat.example, chat.example:443",
    "http://Chat.Example, chat.example:80",
    "http://localhost:8080, 127.0.0.1:3000",
    "http://[::1]:3000, localhost:3000",
  })
  void a_page_connects_to_where_it_came_from(String origin, String host) {
    assertThat(strict.allows(origin, host)).isTrue();
    assertThat(strict.isForeign(origin, host)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example, chat.example",
    "http://chat.example:8080, chat.example:3000",
    "http://chat.example.evil.example, chat.example",
    "http://localhost, chat.example",
    "http://evil.example, localhost:3000",
    "http://localhost.evil.example, localhost",
    "http://evil.example/localhost, localhost",
    "http://localhost@evil.example, localhost",
    "null, localhost",
    "nonsense, localhost",
    "'http://a b', localhost",
    "'', localhost",
  })
  void other_pages_do_not(String origin, String host) {
    assertThat(strict.allows(origin, host)).isFalse();
  }

  @Test
  void who_sends_no_origin_is_no_browser() {
    assertThat(strict.allows(null, "chat.example")).isTrue();
    assertThat(strict.isForeign(null, "chat.example")).isFalse();
  }

  @Test
  void a_request_without_a_host_belongs_nowhere() {
    assertThat(strict.allows("http://chat.example", null)).isFalse();
  }

  @Test
  void friends_are_named_or_everybody_is_one() {
    OriginPolicy friends = new OriginPolicy(Set.of("https://friend.example"));
    assertThat(friends.allows("https://friend.example", "chat.example")).isTrue();
    assertThat(friends.allows("http://friend.example", "chat.example")).isFalse();
    assertThat(friends.isForeign("https://friend.example", "chat.example")).isTrue();
    assertThat(new OriginPolicy(Set.of("*")).allows("http://any.example", "chat.example")).isTrue();
  }
}
