package dev.chatroom.redisserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayIT {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(30);

  private RedisServer redis;
  private Relay relay;

  @BeforeEach
  void start() {
    redis = RedisServer.start();
    relay = new Relay(redis);
  }

  @AfterEach
  void close() {
    relay.close();
    redis.close();
  }

  private RedisConnection connect(Duration patience) throws IOException {
    return RedisConnection.open(relay.port(), patience);
  }

  @Test
  void relays() throws IOException {
    try (RedisConnection connection = connect(LONG)) {
      String large = "x".repeat(1 << 20);
      assertThat(connection.command("SET", "a", large)).isEqualTo("OK");
      assertThat(connection.command("GET", "a")).isEqualTo(large);
    }
  }

  @Test
  void cuts_those_who_are_there_and_those_who_come() throws IOException {
    try (RedisConnection before = connect(LONG)) {
      assertThat(before.command("PING")).isEqualTo("PONG");
      relay.cut();
      assertThatThrownBy(() -> before.command("PING")).isInstanceOf(IOException.class);
      assertThatThrownBy(
              () -> {
                try (RedisConnection during = connect(LONG)) {
                  during.command("PING");
                }
              })
          .isInstanceOf(IOException.class);
      relay.restore();
    }
    try (RedisConnection after = connect(LONG)) {
      assertThat(after.command("PING")).isEqualTo("PONG");
    }
  }

  @Test
  void holds_bytes_back_and_lets_them_go() throws IOException {
    try (RedisConnection connection = connect(LONG)) {
      assertThat(connection.command("PING")).isEqualTo("PONG");
      relay.blackhole();
      connection.patience(SHORT);
      assertThatThrownBy(() -> connection.command("INCR", "a"))
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(redis.command("GET", "a")).isNull();
      relay.restore();
      Patience.await(LONG, "what was held", () -> "1".equals(redis.command("GET", "a")));
    }
  }

  @Test
  void whoever_comes_while_bytes_are_held_waits() throws IOException {
    relay.blackhole();
    try (RedisConnection connection = connect(LONG)) {
      connection.patience(SHORT);
      assertThatThrownBy(() -> connection.command("INCR", "a"))
          .isInstanceOf(SocketTimeoutException.class);
      relay.restore();
      Patience.await(LONG, "what was held", () -> "1".equals(redis.command("GET", "a")));
    }
  }

  @Test
  void what_is_held_can_be_cut() throws IOException {
    try (RedisConnection connection = connect(LONG)) {
      assertThat(connection.command("PING")).isEqualTo("PONG");
      relay.blackhole();
      connection.patience(SHORT);
      assertThatThrownBy(() -> connection.command("INCR", "a"))
          .isInstanceOf(SocketTimeoutException.class);
      relay.cut();
      relay.restore();
    }
    try (RedisConnection after = connect(LONG)) {
      assertThat(after.command("GET", "a")).isNull();
    }
  }

  @Test
  void moves_to_another_server() throws IOException {
    try (RedisServer other = RedisServer.start();
        RedisConnection before = connect(LONG)) {
      other.command("SET", "name", "other");
      assertThat(before.command("PING")).isEqualTo("PONG");
      relay.target(other);
      assertThatThrownBy(() -> before.command("PING")).isInstanceOf(IOException.class);
      try (RedisConnection after = connect(LONG)) {
        assertThat(after.command("GET", "name")).isEqualTo("other");
      }
    }
  }
}
