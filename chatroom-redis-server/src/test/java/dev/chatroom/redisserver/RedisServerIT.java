package dev.chatroom.redisserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisServerIT {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void answers_with_all_kinds_of_replies() {
    try (RedisServer redis = RedisServer.start()) {
      assertThat(redis.command("SET", "a", "晚上好")).isEqualTo("OK");
      assertThat(redis.command("GET", "a")).isEqualTo("晚上好");
      assertThat(redis.command("GET", "b")).isNull();
      assertThat(redis.command("INCR", "c")).isEqualTo(1L);
      assertThat(redis.command("MGET", "a", "b", "c")).isEqualTo(Arrays.asList("晚上好", null, "1"));
      assertThatThrownBy(() -> redis.command("INCR", "a"))
          .isInstanceOf(RedisError.class)
          .hasMessageContaining("not an integer");
    }
  }

  @Test
  void knows_what_it_can() {
    try (RedisServer redis = RedisServer.start()) {
      assertThat(String.valueOf(redis.command("INFO", "server")))
          .contains("redis_version:" + redis.version());
      assertThat(redis.isFunctionCapable()).isEqualTo(!redis.version().startsWith("6."));
    }
  }

  @Test
  void has_what_it_appended_when_it_is_back_at_the_same_port() {
    try (RedisServer redis = RedisServer.builder().appendOnly(RedisConfig.Fsync.ALWAYS).start()) {
      int port = redis.port();
      redis.command("SET", "a", "1");
      redis.kill();
      assertThatThrownBy(() -> redis.command("PING")).isInstanceOf(UncheckedIOException.class);

      redis.restart();
      assertThat(redis.command("GET", "a")).isEqualTo("1");
      redis.command("SET", "b", "2");
      redis.stop();

      redis.restart();
      assertThat(redis.command("GET", "b")).isEqualTo("2");
      assertThat(redis.port()).isEqualTo(port);
    }
  }

  @Test
  void keeps_nothing_unless_told() {
    try (RedisServer redis = RedisServer.start()) {
      redis.command("SET", "a", "1");
      redis.restart();
      assertThat(redis.command("GET", "a")).isNull();
    }
  }

  @Test
  void stands_still_and_goes_on() throws IOException {
    try (RedisServer redis = RedisServer.start();
        RedisConnection connection = redis.connect(SHORT)) {
      redis.pause();
      assertThatThrownBy(() -> connection.command("PING"))
          .isInstanceOf(SocketTimeoutException.class);
      redis.resume();
      assertThat(redis.command("PING")).isEqualTo("PONG");

      redis.pause();
      redis.stop();
    }
  }

  @Test
  void asks_for_a_password() throws IOException {
    try (RedisServer redis = RedisServer.builder().requirePass("s3cret").start();
        RedisConnection stranger = RedisConnection.open(redis.port(), LONG)) {
      assertThat(redis.command("PING")).isEqualTo("PONG");
      assertThatThrownBy(() -> stranger.command("PING")).hasMessageContaining("NOAUTH");
    }
  }

  @Test
  void follows_another_and_takes_its_place() {
    try (RedisServer master = RedisServer.builder().requirePass("s3cret").start();
        RedisServer replica = RedisServer.builder().replicaOf(master).start()) {
      master.command("SET", "a", "1");
      master.awaitReplica();
      assertThat(replica.command("GET", "a")).isEqualTo("1");

      master.kill();
      replica.command("REPLICAOF", "NO", "ONE");
      assertThat(replica.command("SET", "b", "2")).isEqualTo("OK");
    }
  }

  @Test
  void is_a_cluster_of_one() {
    try (RedisServer redis = RedisServer.builder().cluster().start()) {
      redis.takeAllSlots();
      assertThat(redis.command("SET", "a", "1")).isEqualTo("OK");
      assertThatThrownBy(() -> redis.command("MGET", "a", "b")).hasMessageContaining("CROSSSLOT");
    }
  }

  @Test
  void watches_as_a_sentinel_and_names_the_new_master() {
    try (RedisServer master = RedisServer.start();
        RedisServer replica = RedisServer.builder().replicaOf(master).start();
        RedisServer sentinel = RedisServer.builder().sentinelOf("chat", master, 1).start()) {
      master.awaitReplica();
      assertThat(masterOf(sentinel)).isEqualTo(master.port());
      Patience.await(
          LONG,
          "the replica in what the sentinel knows",
          () ->
              String.valueOf(sentinel.command("SENTINEL", "REPLICAS", "chat"))
                  .contains(String.valueOf(replica.port())));

      master.kill();
      Patience.await(LONG, "a new master", () -> masterOf(sentinel) == replica.port());
      Patience.await(
          LONG,
          "that it is one",
          () -> String.valueOf(replica.command("ROLE")).startsWith("[master"));
    }
  }

  private static int masterOf(RedisServer sentinel) {
    Object answer = sentinel.command("SENTINEL", "GET-MASTER-ADDR-BY-NAME", "chat");
    return answer instanceof List<?> address ? Integer.parseInt(String.valueOf(address.get(1))) : 0;
  }

  @Test
  void tells_why_it_does_not_start() {
    assertThatThrownBy(() -> RedisServer.builder().line("no-such-option yes").start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no-such-option");
  }

  @Test
  void leaves_nothing_behind() {
    RedisServer redis = RedisServer.start();
    assertThat(redis.directory()).exists();
    redis.close();
    redis.close();
    assertThat(redis.directory()).doesNotExist();
  }
}
