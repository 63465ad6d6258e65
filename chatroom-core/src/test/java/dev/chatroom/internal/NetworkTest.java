package dev.chatroom.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:ffff::1",
    "2001:db8:1:2::, 2001:db8:1:2::1",
    "2001:db8::1, 2001:db8::2",
    "2001:db8::1, 2001:db8:0:0:1::",
    "2001:DB8::1, 2001:db8::1",
    "2001:0db8:0000::1, 2001:db8::1",
    "::, 0:0:0:0:0:0:0:0",
    "::1, 0:0:0:0:0:0:0:1",
    "fe80::1%eth0, fe80::2%eth0",
    "::ffff:192.0.2.1, 192.0.2.1",
    "0:0:0:0:0:ffff:192.0.2.1, 192.0.2.1",
    "::FFFF:192.0.2.1, 192.0.2.1",
    "::ffff:c000:0201, 192.0.2.1",
    "::ffff:192.0.2.1%1, 192.0.2.1",
  })
  void are_of_one_network(String one, String other) {
    assertThat(Network.of(one)).isEqualTo(Network.of(other));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.2",
    "2001:db8:1:2::1, 2001:db8:1:3::1",
    "2001:db8::1, 2001:db8:0:1::1",
    "::1, 192.0.2.1",
    "::ffff:192.0.2.1, ::ffff:192.0.2.2",
    "::ffff:192.0.2.1, ::1",
    "1::, 2::",
    "0:0:0:1::, ::",
    "64:ff9b::1, ::1",
  })
  void are_of_two_networks(String one, String other) {
    assertThat(Network.of(one)).isNotEqualTo(Network.of(other));
  }

  /** What a proxy passes on may be anything. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ":", "::", ":::", "::::::::::::", "1:2:3:4:5:6:7:8:9:10", "1::2::3", "::ffff:", "::ffff:x",
        "::ffff:1.2.3.4.5", "::ffff:999999:1", ":%", "unknown", "_hidden", "x:y", "::%",
            "::ffff:g:h"
      })
  void what_is_no_address_is_a_network_of_its_own(String address) {
    assertThat(Network.of(address)).isNotEmpty();
  }

  @Test
  void who_has_no_address_is_of_no_network() {
    assertThat(Network.of("")).isEmpty();
  }
}
