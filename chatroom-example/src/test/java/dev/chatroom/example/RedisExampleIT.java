package dev.chatroom.example;

import static dev.chatroom.example.PlainClient.field;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.redisserver.RedisServer;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example with {@code --redis}: several of them, one room, and people without a page. */
@Timeout(120)
class RedisExampleIT {

  private static final int SIGTERM_STATUS = 143;

  private static TwoNodes nodes;

  @BeforeAll
  static void start() {
    nodes = new TwoNodes();
  }

  @AfterAll
  static void stop() {
    nodes.close();
  }

  @Test
  void two_nodes_have_one_room_over_both_transports() {
    WireClient tom = WireClient.connect(nodes.first()).claim("tom");
    try (PlainClient ann = PlainClient.connect(nodes.second().secondUrl());
        WireClient eve = WireClient.connect(nodes.second())) {
      assertThat(ann.ask("nickname", "\"Tom\"")).contains("\"code\":\"nickname_taken\"");
      ann.claim("ann");
      tom.await("42[\"nicknames\",[\"tom\",\"ann\"]");
      eve.await("42[\"nicknames\",[\"tom\",\"ann\"]");

      String said = tom.ask("message", WireClient.message("hi"));
      String heard = ann.await("message");
      assertThat(field(heard, "msg")).isEqualTo("hi");
      assertThat(field(heard, "nickname")).isEqualTo("tom");
      assertThat(field(heard, "id")).isEqualTo(field(said, "id"));
      assertThat(eve.await("42[\"message\",")).contains("\"id\":\"" + field(said, "id") + "\"");
      ann.ask("message", WireClient.message("hello"));
      assertThat(tom.await("42[\"message\",")).contains("\"hi\"");
      assertThat(tom.await("42[\"message\",")).contains("\"ann\"", "\"hello\"");

      tom.close();
      eve.await("42[\"nicknames\",[\"ann\"]");
      eve.claim("tom");
    }
  }

  @Test
  void who_comes_to_the_other_node_is_the_same_and_reads_on() {
    String query;
    try (PlainClient kim = PlainClient.connect(nodes.first().secondUrl());
        WireClient lee = WireClient.connect(nodes.first()).claim("lee")) {
      String claimed = kim.ask("nickname", "\"kim\"");
      String said = kim.ask("message", WireClient.message("one"));
      query = "?token=" + field(claimed, "token") + "&since=" + field(said, "id");
      lee.post("two");
      try (PlainClient there = PlainClient.connect(nodes.second().secondUrl(), query)) {
        assertThat(field(there.await("message"), "msg")).isEqualTo("two");
        String again = there.ask("nickname", "\"kim\"");
        assertThat(again).contains("\"msg\":\"ok\"");
        assertThat(query).startsWith("?token=" + field(again, "token") + "&");
      }
    }
  }

  @Test
  void one_that_found_redis_by_a_sentinel_takes_its_people_along_when_told_to_stop() {
    try (RedisServer sentinel = RedisServer.builder().sentinelOf("chat", nodes.redis(), 1).start();
        WireClient ida = WireClient.connect(nodes.second())) {
      String uri = "redis-sentinel://127.0.0.1:" + sentinel.port() + "#chat";
      ExampleProcess third = ExampleProcess.start("--redis", uri);
      HealthAnswers.awaitOk(third.url());
      try (WireClient max = WireClient.connect(third).claim("max").post("hi")) {
        ida.await("42[\"message\",{\"nickname\":\"max\"");
        third.terminate();
        assertThat(max.awaitClose()).isEqualTo(4000);
        ida.awaitNicknamesWithout("max");
        assertThat(third.awaitExit()).isEqualTo(SIGTERM_STATUS);
        assertThat(third.out()).startsWith("server run ok").hasSize(2);
        assertThat(third.err()).noneMatch(line -> line.contains("ERROR"));
      }
    }
  }

  @Test
  void without_redis_it_says_that_it_is_unavailable_and_is_well_again_with_it() {
    ExampleProcess node = nodes.first();
    try (WireClient joe = WireClient.connect(node).claim("joe")) {
      HealthAnswers.awaitOk(node.url());
      HealthAnswers.awaitOk(node.secondUrl());
      nodes.redis().kill();
      HealthAnswers.awaitUnavailable(node.url());
      HealthAnswers.awaitUnavailable(node.secondUrl());
      assertThat(joe.ask("message", WireClient.message("hi"))).contains("\"unavailable\"");
      nodes.redis().restart();
      HealthAnswers.awaitOk(node.url());
      HealthAnswers.awaitOk(node.secondUrl());
      // Redis kept nothing, and so begins anew.
      assertThat(joe.await("42[\"reset\",")).contains("epoch_changed");
    }
  }

  @Test
  void redis_may_be_said_in_the_environment_and_have_a_password() {
    try (RedisServer redis = RedisServer.builder().requirePass("secret").start()) {
      String uri = "redis://:secret@127.0.0.1:" + redis.port();
      String[] anywhere = {"--host", "127.0.0.1", "--port", "0"};
      try (ExampleProcess node = ExampleProcess.run(Map.of("REDIS_URL", uri), anywhere)) {
        HealthAnswers.awaitOk(node.url());
        try (WireClient tom = WireClient.connect(node.url())) {
          tom.claim("tom");
        }
        assertThat(redis.command("KEYS", "chatroom*"))
            .asInstanceOf(InstanceOfAssertFactories.LIST)
            .isNotEmpty();
        node.terminate().awaitExit();
        assertThat(node.err())
            .filteredOn(line -> line.contains("no --token-key-file"))
            .singleElement()
            .asString()
            .contains("WARN");
        assertThat(node.err()).noneMatch(line -> line.contains("secret"));
      }
    }
  }
}
