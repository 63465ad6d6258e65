package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be is refused where it is said, with the value and the rule. */
class JettyTransportBuilderTest {

  private static Arguments of(String message, Consumer<JettyTransportBuilder> option) {
    return Arguments.of(message, option);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        of("port: 65536 (expected: 0 to 65535)", options -> options.port(65_536)),
        of("port: -1 (expected: 0 to 65535)", options -> options.port(-1)),
        of("path: chat (expected: /…, as in an address)", options -> options.path("chat")),
        of("path: /chat/ (expected: /…, as in an address)", options -> options.path("/chat/")),
        of("path: / (expected: /…, as in an address)", options -> options.path("/")),
        of("lanes: 0 (expected: > 0)", options -> options.lanes(0)),
        of(
            "maxMessageBytes: 1023 (expected: 1024 to 16777216)",
            options -> options.maxMessageBytes(1023)),
        of("maxOutboundBytes: 1023 (expected: >= 1024)", options -> options.maxOutboundBytes(1023)),
        of(
            "interval: PT0S (expected: > 0)",
            options -> options.heartbeat(Duration.ZERO, Duration.ofSeconds(1))),
        of(
            "timeout: PT-1S (expected: > 0)",
            options -> options.heartbeat(Duration.ofSeconds(1), Duration.ofSeconds(-1))),
        of(
            "connectTimeout: PT0S (expected: > 0)",
            options -> options.connectTimeout(Duration.ZERO)),
        of(
            "interval: PT8760H0.000000001S (expected: <= PT8760H)",
            options -> options.heartbeat(Duration.ofDays(365).plusNanos(1), Duration.ofSeconds(1))),
        of(
            "connectTimeout: PT2562047788015215H30M7S (expected: <= PT8760H)",
            options -> options.connectTimeout(Duration.ofSeconds(Long.MAX_VALUE))),
        of("idleTimeout: PT0S (expected: > 0)", options -> options.idleTimeout(Duration.ZERO)),
        of(
            "allowOrigin: example.com (expected: scheme://host or scheme://host:port, or *)",
            options -> options.allowOrigin("example.com")),
        of("maxConnections: 0 (expected: > 0)", options -> options.maxConnections(0)),
        of(
            "maxConnectionsPerAddress: 0 (expected: > 0)",
            options -> options.maxConnectionsPerAddress(0)));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void says_the_value_and_the_rule(String message, Consumer<JettyTransportBuilder> option) {
    JettyTransportBuilder builder = JettyTransport.builder();
    assertThatThrownBy(() -> option.accept(builder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
