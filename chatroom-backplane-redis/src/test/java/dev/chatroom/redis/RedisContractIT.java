package dev.chatroom.redis;

import dev.chatroom.redisserver.RedisServer;
import dev.chatroom.testkit.backplane.RemoteBackplaneContract;
import dev.chatroom.testkit.backplane.RemoteBackplaneUnderTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of backplanes, on Redis. */
class RedisContractIT implements RemoteBackplaneContract {

  private static @Nullable RedisServer server;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  public RemoteBackplaneUnderTest backplane() {
    return new RedisUnderTest(java.util.Objects.requireNonNull(server));
  }
}
