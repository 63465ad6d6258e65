package dev.chatroom.redis;

import dev.chatroom.redisserver.RedisServer;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Nodes of a test, which end with it. */
final class Nodes implements AutoCloseable {

  static final Duration LEASE = Duration.ofSeconds(4);
  static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final List<RedisBackplane> nodes = new ArrayList<>();

  RedisBackplane at(RedisServer server) {
    return at(server.uri(), each -> each);
  }

  RedisBackplane at(String uri, UnaryOperator<RedisBackplane.Builder> with) {
    return added(RedisBackplane.builder(RedisURI.create(uri)), with);
  }

  /** Makes a node that no outage of a test is longer than the lease of. */
  RedisBackplane patient(String uri, UnaryOperator<RedisBackplane.Builder> with) {
    return at(uri, each -> with.apply(each).lease(Duration.ofSeconds(20)));
  }

  RedisBackplane added(RedisBackplane.Builder builder, UnaryOperator<RedisBackplane.Builder> with) {
    RedisBackplane node = with.apply(builder.lease(LEASE).timeout(TIMEOUT)).build();
    nodes.add(node);
    return node;
  }

  @Override
  public void close() {
    nodes.forEach(RedisBackplane::close);
  }
}
