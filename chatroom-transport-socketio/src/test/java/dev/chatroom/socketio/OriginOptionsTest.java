package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginOptionsTest {

  @Test
  void cookies_are_for_origins_by_name() {
    SocketIoTransportBuilder both = SocketIoTransport.builder().allowOrigin("*").allowCredentials();
    assertThatThrownBy(both::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "allowCredentials: together with allowOrigin(\"*\") (expected: origins by name)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "https://example.com/",
        "https://example.com/chat",
        "null",
        "file://",
        "https://*.example.com",
        "https://a@b",
        "https://example.com:x",
        "https://例子.example"
      })
  void only_origins_can_be_friends(String value) {
    SocketIoTransportBuilder builder = SocketIoTransport.builder();
    assertThatThrownBy(() -> builder.allowOrigin(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "allowOrigin: " + value + " (expected: scheme://host or scheme://host:port, or *)");
  }
}
