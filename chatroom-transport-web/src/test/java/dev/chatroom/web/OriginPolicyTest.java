package dev.chatroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPolicyTest {

  private static final OriginPolicy STRICT = new OriginPolicy(Set.of(), false, false, false);
  private static final OriginPolicy ANY = new OriginPolicy(Set.of(), true, false, false);
  private static final OriginPolicy REQUIRED = new OriginPolicy(Set.of(), false, true, false);

  private static OriginPolicy friends(boolean credentials, String... origins) {
    Set<Origin> parsed =
        Stream.of(origins)
            .map(each -> Origin.parse(each).orElseThrow())
            .collect(Collectors.toSet());
    return new OriginPolicy(parsed, false, false, credentials);
  }

  private static OriginPolicy.Verdict judge(
      OriginPolicy policy, String origin, @Nullable String host, @Nullable String scheme) {
    return policy.judge(new OriginPolicy.Asked(List.of(origin), List.of(), scheme, host));
  }

  private static OriginPolicy.Verdict withoutOrigin(OriginPolicy policy, String... sites) {
    return policy.judge(new OriginPolicy.Asked(List.of(), List.of(sites), null, "chat.example"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://chat.example, chat.example, ",
    "http://chat.example:3000, chat.example:3000, ",
    "https://chat.example, chat.example, ",
    "https://chat.example, chat.example:443, ",
    "https://chat.example, chat.example, https",
    "https://chat.example, chat.example:443, https",
    "http://Chat.Example, chat.EXAMPLE:80, http",
    "http://my_chat:3000, my_chat:3000, ",
    "http://[::1]:3000, [::1]:3000, ",
    "http://192.0.2.1, 192.0.2.1, ",
  })
  void a_page_connects_to_where_it_came_from(String origin, String host, @Nullable String scheme) {
    assertThat(judge(STRICT, origin, host, scheme)).isEqualTo(new OriginPolicy.Verdict(true, null));
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:3000, 127.0.0.1:3000, ",
    "http://[::1]:3000, localhost:3000, ",
    "http://127.0.0.1, localhost:80, ",
    "https://localhost, 127.0.0.1, https",
  })
  void names_of_this_computer_are_one_server_but_the_browser_has_to_be_told(
      String origin, String host, @Nullable String scheme) {
    assertThat(judge(STRICT, origin, host, scheme))
        .isEqualTo(new OriginPolicy.Verdict(true, new OriginPolicy.Cors(origin, true)));
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example, chat.example, ",
    "http://chat.example:8080, chat.example:3000, ",
    "http://localhost:8080, 127.0.0.1:3000, ",
    "http://localhost:8080, localhost:3000, ",
    "http://localhost, 127.0.0.1:3000, ",
    "http://chat.example, chat.example, https",
    "http://chat.example:443, chat.example, https",
    "https://chat.example, chat.example, http",
    "http://localhost:3000, 127.0.0.1:3000, https",
    "ftp://chat.example, chat.example, ",
    "app://localhost, localhost, ",
    "http://chat.example.evil.example, chat.example, ",
    "http://localhost, chat.example, ",
    "http://evil.example, localhost:3000, ",
    "http://localhost.evil.example, localhost, ",
    "http://evil.example/localhost, localhost, ",
    "http://localhost/, localhost, ",
    "http://localhost@evil.example, localhost, ",
    "http://evil.example@localhost, localhost, ",
    "http://localhost#, localhost, ",
    "http://localhost?, localhost, ",
    "http://localhost http://evil.example, localhost, ",
    "http://localhost:, localhost, ",
    "http://localhost:0x50, localhost, ",
    "http://localhost:99999, localhost:99999, ",
    "null, localhost, ",
    "null, null, ",
    "file://, localhost, ",
    "nonsense, localhost, ",
    "//localhost, localhost, ",
    "'http://a b', localhost, ",
    "'http://', '', ",
    "'', localhost, ",
    "'', '', ",
    "http://chat.example, evil@chat.example, ",
    "http://chat.example, , ",
  })
  void other_pages_do_not(String origin, @Nullable String host, @Nullable String scheme) {
    assertThat(judge(STRICT, origin, host, scheme))
        .isEqualTo(new OriginPolicy.Verdict(false, null));
  }

  @Test
  void two_origins_are_one_too_many() {
    List<String> own = List.of("http://chat.example", "http://chat.example");
    for (OriginPolicy policy : List.of(STRICT, ANY)) {
      assertThat(
              policy
                  .judge(new OriginPolicy.Asked(own.subList(0, 1), List.of(), null, "chat.example"))
                  .isAllowed())
          .isTrue();
      assertThat(
              policy
                  .judge(new OriginPolicy.Asked(own, List.of(), null, "chat.example"))
                  .isAllowed())
          .isFalse();
    }
  }

  @Test
  void who_sends_no_origin_may_connect() {
    assertThat(withoutOrigin(STRICT)).isEqualTo(new OriginPolicy.Verdict(true, null));
  }

  @ParameterizedTest
  @CsvSource({
    "same-origin, true",
    "none, true",
    "same-site, false",
    "cross-site, false",
  })
  void a_script_element_of_another_page_is_told_by_its_site(String site, boolean allowed) {
    assertThat(withoutOrigin(STRICT, site).isAllowed()).isEqualTo(allowed);
    assertThat(withoutOrigin(friends(false, "https://friend.example"), site).isAllowed())
        .isEqualTo(allowed);
    assertThat(withoutOrigin(ANY, site).isAllowed()).isTrue();
  }

  @Test
  void of_several_sites_one_that_is_foreign_is_enough() {
    assertThat(withoutOrigin(STRICT, "same-origin", "cross-site").isAllowed()).isFalse();
    assertThat(withoutOrigin(REQUIRED, "same-origin", "cross-site").isAllowed()).isFalse();
  }

  @Test
  void where_an_origin_is_required_only_a_page_of_our_own_may_leave_it_out() {
    assertThat(withoutOrigin(REQUIRED).isAllowed()).isFalse();
    assertThat(withoutOrigin(REQUIRED, "none").isAllowed()).isFalse();
    assertThat(withoutOrigin(REQUIRED, "same-origin").isAllowed()).isTrue();
    assertThat(judge(REQUIRED, "http://chat.example", "chat.example", null).isAllowed()).isTrue();
  }

  @Test
  void friends_are_named() {
    OriginPolicy friends =
        friends(false, "https://Friend.example:443", "http://dev:8080", "app://localhost");
    for (String friend : Set.of("https://friend.example", "http://DEV:8080", "app://localhost")) {
      assertThat(judge(friends, friend, "chat.example", null))
          .isEqualTo(new OriginPolicy.Verdict(true, new OriginPolicy.Cors(friend, false)));
    }
    for (String stranger : Set.of("http://friend.example", "http://dev", "null", "file://")) {
      assertThat(judge(friends, stranger, "chat.example", null).isAllowed()).isFalse();
    }
  }

  @Test
  void friends_may_send_cookies_where_that_is_allowed() {
    OriginPolicy friends = friends(true, "https://friend.example");
    assertThat(judge(friends, "https://friend.example", "chat.example", null).cors())
        .isEqualTo(new OriginPolicy.Cors("https://friend.example", true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://any.example", "null", "file://"})
  void where_any_may_connect_none_may_send_cookies(String origin) {
    assertThat(judge(ANY, origin, "chat.example", null))
        .isEqualTo(new OriginPolicy.Verdict(true, new OriginPolicy.Cors(origin, false)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "http://a b", "<script>", "", "http://a/b"})
  void what_is_no_origin_may_not_connect_even_where_any_may(String origin) {
    assertThat(judge(ANY, origin, "chat.example", null).isAllowed()).isFalse();
  }
}
