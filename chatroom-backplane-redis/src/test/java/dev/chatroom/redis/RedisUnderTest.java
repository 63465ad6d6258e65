package dev.chatroom.redis;

import dev.chatroom.redisserver.RedisServer;
import dev.chatroom.redisserver.Relay;
import dev.chatroom.spi.Backplane;
import dev.chatroom.testkit.backplane.RemoteBackplaneUnderTest;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Rooms in a Redis of their own; each node has a relay to it, to be cut off by. */
final class RedisUnderTest implements RemoteBackplaneUnderTest {

  /** Each test has rooms of its own, in a server that all share: starting one takes a while. */
  private static final AtomicInteger TESTS = new AtomicInteger();

  private final RedisServer server;
  private final String prefix = "test" + TESTS.incrementAndGet();
  private final Map<Backplane, Relay> relays = new ConcurrentHashMap<>();

  RedisUnderTest(RedisServer server) {
    this.server = server;
  }

  @Override
  public Backplane node() {
    Relay relay = new Relay(server);
    Backplane node =
        RedisBackplane.builder(RedisURI.create(relay.uri()))
            .prefix(prefix)
            .lease(leaseBound())
            .build();
    relays.put(node, relay);
    return node;
  }

  private Relay relay(Backplane node) {
    return Objects.requireNonNull(relays.get(node));
  }

  @Override
  public void crash(Backplane node) {
    relay(node).close();
  }

  @Override
  public void cutOff(Backplane node) {
    relay(node).cut();
  }

  @Override
  public void restore(Backplane node) {
    relay(node).restore();
  }

  @Override
  public void loseLogs() {
    server.command("FLUSHALL");
  }

  @Override
  public Duration lease() {
    return leaseBound().multipliedBy(2).dividedBy(5);
  }

  @Override
  public Duration leaseBound() {
    return Duration.ofSeconds(4);
  }

  @Override
  public Duration refusalBound() {
    return Duration.ofSeconds(5);
  }

  @Override
  public void close() {
    relays.values().forEach(Relay::close);
    // Those too that were lost: they would go on looking for a relay at ports that others have.
    relays.keySet().forEach(Backplane::close);
  }
}
