package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in {@code X-Forwarded-For}. */
class TrustedProxiesFuzzTest {

  private static final InetAddress PROXY = AddressText.address("10.0.0.1").orElseThrow();
  private static final InetAddress STRANGER = AddressText.address("192.0.2.7").orElseThrow();
  private static final TrustedProxies PROXIES =
      new TrustedProxies(List.of(AddressText.subnet("10.0.0.0/8"), AddressText.subnet("fc00::/7")));

  static List<byte[]> seeds() {
    return Stream.of(
            "192.0.2.1",
            "192.0.2.1, 10.2.3.4",
            "unknown, 10.2.3.4:80",
            "[2001:db8::1]:443, fc00::1",
            "::ffff:192.0.2.1",
            ",,,",
            "10.0.0.1,".repeat(40))
        .map(each -> each.getBytes(StandardCharsets.US_ASCII))
        .toList();
  }

  @MethodSource("seeds")
  @FuzzTest
  void only_who_calls_last_is_believed(byte[] header) {
    String text = new String(header, StandardCharsets.ISO_8859_1);
    assertThat(PROXIES.client(STRANGER, List.of(text))).isEqualTo(STRANGER);
    // What the proxy itself has seen stands at the end, and is no proxy.
    assertThat(PROXIES.client(PROXY, List.of(text, "192.0.2.7"))).isEqualTo(STRANGER);
    assertThat(PROXIES.client(PROXY, List.of(text + ",192.0.2.7"))).isEqualTo(STRANGER);
    assertThat(PROXIES.client(PROXY, List.of(text)).getHostAddress()).isNotEmpty();
  }
}
