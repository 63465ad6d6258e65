package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

  private final TrustedProxies ours =
      new TrustedProxies(
          Stream.of("10.0.0.0/8", "2001:db8:1::/48", "192.0.2.7")
              .map(AddressText::subnet)
              .toList());

  private static InetAddress address(String text) {
    return AddressText.address(text).orElseThrow();
  }

  private String client(String peer, String... forwardedFor) {
    return ours.client(address(peer), List.of(forwardedFor)).getHostAddress();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, true",
    "10.255.255.255, true",
    "11.0.0.0, false",
    "9.255.255.255, false",
    "192.0.2.7, true",
    "192.0.2.6, false",
    "::ffff:10.0.0.1, true",
    "2001:db8:1:ffff::1, true",
    "2001:db8:2::1, false",
    "::a00:1, false",
  })
  void a_proxy_is_known_by_its_network(String peer, boolean known) {
    assertThat(ours.contain(address(peer))).isEqualTo(known);
  }

  @ParameterizedTest
  @CsvSource({
    "fc00::/7, fe80::1", // Netty's own rule says yes.
    "2000::/3, fc00::1",
    "0.0.0.0/0, ::1",
    "::/0, 127.0.0.1",
    "10.0.0.1/32, 10.0.0.2",
    "2001:db8::1, 2001:db8::2",
  })
  void a_stranger_is_in_no_network(String network, String stranger) {
    assertThat(AddressText.subnet(network).contains(address(stranger))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 203.0.113.1",
    "::/0, ffff:ffff::1",
    "10.1.2.3/8, 10.9.9.9",
    "172.16.0.0/12, 172.31.255.255",
    "fe80::%eth0/10, fe80::1",
  })
  void a_network_has_all_with_its_prefix(String network, String member) {
    assertThat(AddressText.subnet(network).contains(address(member))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "proxy.example",
        "localhost",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "10.0.0.0/8/8",
        "10.0.0.0/x",
        "10.0/16",
        "::/129",
        "/8",
        "10.0.0.0/+8",
        "10.0.0.0 /8"
      })
  void only_addresses_and_networks_can_be_trusted(String value) {
    SocketIoTransportBuilder builder = SocketIoTransport.builder();
    assertThatThrownBy(() -> builder.trustProxy("10.0.0.1", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("trustProxy: " + value + " (expected: an address, or a network as 10.0.0.0/8)");
  }

  @Test
  void nobody_else_speaks_for_others() {
    assertThat(client("203.0.113.9", "198.51.100.1")).isEqualTo("203.0.113.9");
    assertThat(new TrustedProxies(List.of()).client(address("10.0.0.1"), List.of("198.51.100.1")))
        .isEqualTo(address("10.0.0.1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "198.51.100.1; 198.51.100.1",
        "203.0.113.5, 198.51.100.1; 198.51.100.1",
        "203.0.113.5,198.51.100.1,10.0.0.2; 198.51.100.1",
        "203.0.113.5, 198.51.100.1 , 2001:db8:1::2,10.0.0.2; 198.51.100.1",
        "198.51.100.1:50000; 198.51.100.1",
        "2001:db8:9::1; 2001:db8:9:0:0:0:0:1",
        "[2001:DB8:9::1]; 2001:db8:9:0:0:0:0:1",
        "[2001:db8:9::1]:443; 2001:db8:9:0:0:0:0:1",
        "::ffff:198.51.100.1; 198.51.100.1",
        "198.51.100.1, [::ffff:10.0.0.2]:80; 198.51.100.1",
      })
  void the_last_that_is_no_proxy_is_the_client(String forwardedFor, String expected) {
    assertThat(client("10.0.0.1", forwardedFor)).isEqualTo(expected);
  }

  @Test
  void several_headers_are_one_list() {
    assertThat(client("10.0.0.1", "203.0.113.5", "198.51.100.1, 10.0.0.3", "10.0.0.2"))
        .isEqualTo("198.51.100.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "unknown",
        "_hidden",
        "198.51.100",
        "198.51.100.1:x",
        "198.51.100.1:123456",
        "[198.51.100.1",
        "[]",
        "[]:1",
        "a:b",
        "198.51.100.1 203.0.113.5",
        "\"198.51.100.1\"",
        "198.51.100.1,",
        "198.51.100.1, unknown",
        "999.1.1.1",
        "localhost",
        "%"
      })
  void where_a_proxy_says_nothing_of_use_it_is_the_client(String garbage) {
    assertThat(client("10.0.0.1", garbage)).isEqualTo("10.0.0.1");
    assertThat(client("10.0.0.1", garbage + ", 10.0.0.2")).isEqualTo("10.0.0.2");
  }

  @Test
  void where_all_are_proxies_the_first_is_the_client() {
    assertThat(client("10.0.0.1")).isEqualTo("10.0.0.1");
    assertThat(client("10.0.0.1", "10.0.0.3, 10.0.0.2")).isEqualTo("10.0.0.3");
  }

  @Test
  void a_list_that_is_too_long_is_not_followed() {
    assertThat(client("10.0.0.1", "198.51.100.1" + ", 10.0.0.2".repeat(1_000)))
        .isEqualTo("10.0.0.2");
  }
}
