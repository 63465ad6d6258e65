package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses are read, and names are not looked up. */
class AddressTextTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "255.255.255.255, 255.255.255.255",
    "::1, 0:0:0:0:0:0:0:1",
    "[::1], 0:0:0:0:0:0:0:1",
    "::ffff:192.0.2.7, 192.0.2.7",
    "2001:DB8::a, 2001:db8:0:0:0:0:0:a"
  })
  void reads(String written, String address) {
    assertThat(AddressText.parse(written).map(InetAddress::getHostAddress)).contains(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "unknown",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "01.2.3.4",
        ":",
        "[::1",
        "1::2::3",
        "fe80::1%lo",
        "::1]",
        "a.b.c.d",
        "[]",
        "12345::"
      })
  void is_none(String written) {
    assertThat(AddressText.parse(written)).isEmpty();
  }
}
