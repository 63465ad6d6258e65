package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.chatroom.web.Origin;
import dev.chatroom.web.OriginPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in {@code Origin}. */
class OriginPolicyFuzzTest {

  private static final String HOST = "chat.example";
  private static final OriginPolicy POLICY =
      new OriginPolicy(
          Set.of(Origin.parse("https://friend.example").orElseThrow()), false, false, false);

  static List<byte[]> seeds() {
    return Stream.of(
            "http://chat.example",
            "https://chat.example:443",
            "https://friend.example",
            "http://chat.example.evil.example",
            "http://chat.example@evil.example",
            "null",
            "file://",
            "http://[::1]:80")
        .map(each -> each.getBytes(StandardCharsets.US_ASCII))
        .toList();
  }

  @MethodSource("seeds")
  @FuzzTest
  void only_pages_of_our_own_and_of_friends_are_let_in(byte[] origin) {
    String text = new String(origin, StandardCharsets.ISO_8859_1);
    if (POLICY.judge(new OriginPolicy.Asked(List.of(text), List.of(), null, HOST)).isAllowed()) {
      assertThat(text.toLowerCase(Locale.ROOT))
          .matches("(https?://chat\\.example|https://friend\\.example)(:0*(80|443))?");
    }
  }
}
