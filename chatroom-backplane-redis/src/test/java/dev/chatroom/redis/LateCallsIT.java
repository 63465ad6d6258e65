package dev.chatroom.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.redisserver.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Calls that were long on their way, when others have swept what their node held. */
class LateCallsIT {

  private static final RoomName LOBBY = new RoomName("lobby");
  private static final int PATIENCE_SECONDS = 30;
  private static final String IN_TIME = "9000000000000";
  private static final String TOO_LATE = "1";

  @Test
  void law04_a_call_that_comes_too_late_makes_nobody_follow_a_room() throws Exception {
    try (RedisServer server = RedisServer.start();
        Nodes nodes = new Nodes();
        Called called = new Called(server)) {
      Guest.in(nodes.at(server), "lobby", "tom");

      assertThat(called.word("append", TOO_LATE, "session", "1", "", "{}")).isEqualTo("expired");
      assertThat(called.word("rejoin", TOO_LATE, "")).isEqualTo("expired");
      assertThat(open(called, TOO_LATE)).isEqualTo("expired");
      assertThat(followers(server)).isEqualTo(1);

      assertThat(called.word("rejoin", IN_TIME, "")).isEqualTo("ok");
      assertThat(open(called, IN_TIME)).isEqualTo("ok");
      assertThat(followers(server)).isEqualTo(2);
    }
  }

  private static String open(Called called, String deadline) throws Exception {
    String access = Json.of(RoomOptions.defaults().access()).toString();
    return called.word("open", deadline, "", "epoch", access, "10", "1000", "60000");
  }

  private static long followers(RedisServer server) {
    return (Long) Objects.requireNonNull(server.command("SCARD", "chatroom:{lobby}:followers"));
  }

  /** Calls what nodes call, as one that is none. */
  private static final class Called implements Link.Heard, AutoCloseable {

    private final EventExecutorGroup timers = new DefaultEventExecutorGroup(1);
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final Link link;
    private final RoomCalls calls;

    Called(RedisServer server) throws Exception {
      Source source = new Source.Single(RedisClient.create(), RedisURI.create(server.uri()));
      link = new Link(source, timers, this);
      calls =
          new RoomCalls(link, new RoomKeys("chatroom"), new RedisClock(), Duration.ofSeconds(2));
      link.start();
      connected
          .thenCompose(done -> link.load().toCompletableFuture())
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    String word(String operation, String... args) throws Exception {
      return calls
          .call(LOBBY, new Membership("late", 1), null, operation, args)
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .word();
    }

    @Override
    public void connected() {
      connected.complete(null);
    }

    @Override
    public void disconnected() {}

    @Override
    public void listening() {}

    @Override
    public void refused(String bell) {}

    @Override
    public void subscribed(String bell) {}

    @Override
    public void rang(String bell, String message) {}

    @Override
    public void close() {
      link.close();
      timers.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }
}
