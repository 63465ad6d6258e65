package dev.chatroom.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.chromium.Chromium;
import dev.chatroom.redisserver.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our page with a Socket.IO client of another generation than the one that it brings. */
@Timeout(120)
class OtherClientsIT {

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private ExampleProcess server;

  @BeforeEach
  void start() {
    server = ExampleProcess.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Person with(NpmClient client) {
    return client.in(Person.in(CHROMIUM), server);
  }

  @ParameterizedTest
  @EnumSource
  void it_chats_and_is_back_after_a_restart(NpmClient client) {
    Person ann = Person.in(CHROMIUM).opens(server.url()).takes("ann");
    Person tom = with(client).opens(server.url()).takes("tom").seesMembers("ann", "tom").says("hi");
    ann.sees("tom说:hi").says("hello");
    tom.sees("ann说:hello", "tom说:hi").seesDraft("");
    assertThat(tom.complaints()).isEmpty();
    int port = server.port();
    server.close();
    tom.seesState("reconnecting");
    server = ExampleProcess.startAt(port);
    tom.seesState("connected").seesMembersInSomeOrder("ann", "tom").says("again");
    ann.seesNewest("tom说:again");
  }

  @ParameterizedTest
  @EnumSource
  void it_waits_for_a_room_that_is_unavailable(NpmClient client) {
    try (RedisServer redis = RedisServer.start()) {
      redis.kill();
      try (ExampleProcess node = ExampleProcess.start("--redis", redis.uri())) {
        Person tom = client.in(Person.in(CHROMIUM), node).opens(node.url());
        tom.seesState("reconnecting");

        redis.restart();

        tom.seesState("connected").takes("tom");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void it_is_told_that_a_room_is_refused_for_good(NpmClient client) {
    with(client)
        .opens(server.url().resolve("/?room=dev"))
        .seesState("closed")
        .seesNotice("连接已关闭：房间不存在");
  }
}
