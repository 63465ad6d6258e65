package dev.chatroom.redis;

import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.BackplaneMetrics;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.RoomLog;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Keeps rooms in Redis (6.2 or later) or Valkey, for any number of processes that share them.
 *
 * <pre>{@code
 * try (RedisBackplane redis = RedisBackplane.builder(RedisURI.create("redis://127.0.0.1")).build();
 *     ChatRooms rooms = ChatRooms.builder().backplane(redis).tokenKey(secretOfAllNodes).build()) {
 *   rooms.room("lobby").opened().thenRun(() -> System.out.println("ready"));
 * }
 * }</pre>
 *
 * <p><b>Order.</b> A room is one stream. Each command is checked and appended by one script, in one
 * atomic step and one round trip; there are as many under way as are asked for. Each node hears of
 * each event once, however many sessions it has.
 *
 * <p><b>When Redis cannot be reached</b>, commands fail within the timeout, at once when it is
 * known; sessions stay. When it is back, nodes read on from where they were, or begin anew where
 * the log was lost, is another one, or has been trimmed past that place. A command that got no
 * answer may have taken effect, but never after its timeout.
 *
 * <p><b>When a node is lost</b>, others let go of its nicknames within the lease. A node that was
 * only thought lost goes on under another name, and its sessions are told that their nicknames are
 * gone. Time is Redis's alone.
 *
 * <p><b>Kept</b> is what Redis keeps; docs/operations.md says what that is, as measured.
 *
 * <p>It has two connections, two threads for them and up to two for timers, however many rooms
 * there are. Safe for use by any thread. Tails are told, and stages completed, on threads of
 * connections, which must not be blocked.
 */
public final class RedisBackplane implements Backplane {

  private final Node node;
  private final ClientResources resources;

  private RedisBackplane(Node node, ClientResources resources) {
    this.node = node;
    this.resources = resources;
  }

  /**
   * Returns a builder for one server, or, where the URI has sentinels, for what they say is the
   * master.
   *
   * @param uri where it is; with TLS, name and password, and database as the URI says. Its timeout
   *     is set to the builder's
   * @return the builder
   */
  public static Builder builder(RedisURI uri) {
    return new Builder(List.of(uri), false);
  }

  /**
   * Returns a builder for a Redis Cluster. Each room is in one slot.
   *
   * @param uris where some of its servers are; at least one
   * @return the builder
   */
  public static Builder clusterBuilder(List<RedisURI> uris) {
    if (uris.isEmpty()) {
      throw new IllegalArgumentException("uris: none (expected: at least 1)");
    }
    return new Builder(uris, true);
  }

  @Override
  public RoomLog open(RoomName room, RoomOptions options, LogTail tail) {
    return node.open(room, options, tail);
  }

  @Override
  public boolean isReachable() {
    return node.heart().isUp();
  }

  /**
   * Leaves all rooms, gives the lease back, and closes the connections. Waits for that, but not for
   * longer than the timeout: what is not known in Redis by then is found out by others when the
   * lease has lapsed. Closing twice does nothing.
   */
  @Override
  public void close() {
    node.close();
    resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }

  /** Makes a {@link RedisBackplane}. Not safe for concurrent use. */
  public static final class Builder {

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
    private static final Pattern PREFIX = Pattern.compile("[^{}\\s]{1,64}");

    /** How many commands may be under way; more fail at once. */
    private static final int MAX_UNDER_WAY = 32_768;

    private final List<RedisURI> uris;
    private final boolean isCluster;
    private String prefix = "chatroom";
    private Duration lease = Duration.ofSeconds(15);
    private Duration timeout = Duration.ofSeconds(2);
    private int replicas;
    private SslOptions sslOptions = SslOptions.create();
    private BackplaneMetrics metrics = BackplaneMetrics.NONE;

    private Builder(List<RedisURI> uris, boolean isCluster) {
      this.uris = uris;
      this.isCluster = isCluster;
    }

    /**
     * Sets what all keys and channels begin with, for several that share a Redis and no rooms.
     * Default: {@code chatroom}.
     *
     * @param value 1 to 64 characters, no braces and no blanks
     * @return this builder
     */
    public Builder prefix(String value) {
      if (!PREFIX.matcher(value).matches()) {
        throw new IllegalArgumentException("prefix: " + value + " (expected: " + PREFIX + ")");
      }
      this.prefix = value;
      return this;
    }

    /**
     * Sets within which time the nicknames of a node that is lost are free. A node that cannot
     * reach Redis for three fifths of it may lose them too. All nodes should have the same.
     * Default: 15 seconds.
     *
     * @param value how long; at least a second
     * @return this builder
     */
    public Builder lease(Duration value) {
      if (value.compareTo(SHORTEST_LEASE) < 0) {
        throw new IllegalArgumentException(
            "lease: " + value + " (expected: >= " + SHORTEST_LEASE + ")");
      }
      this.lease = value;
      return this;
    }

    /**
     * Sets within which time a command is answered, or fails. A connection that does not answer is
     * made anew after two such times, which should be over well within the lease. Default: 2
     * seconds.
     *
     * @param value how long; positive
     * @return this builder
     */
    public Builder timeout(Duration value) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException("timeout: " + value + " (expected: > 0)");
      }
      this.timeout = value;
      return this;
    }

    /**
     * Sets how many replicas must have a command before it is acknowledged ({@code WAIT}); it fails
     * when fewer have it in time, and may have taken effect. It makes it less likely that a
     * failover loses what was acknowledged, and costs a round trip to a replica. Not for a cluster.
     * Default: 0.
     *
     * @param value how many; at least 0
     * @return this builder
     */
    public Builder replicas(int value) {
      if (value < 0 || (isCluster && value > 0)) {
        throw new IllegalArgumentException(
            "replicas: " + value + " (expected: " + (isCluster ? "0 in a cluster)" : ">= 0)"));
      }
      this.replicas = value;
      return this;
    }

    /**
     * Sets whom to trust over TLS, which is what a URI with {@code rediss} asks for, and as whom to
     * come. Default: whom the JVM trusts, and as nobody.
     *
     * @param value Lettuce's options
     * @return this builder
     */
    public Builder sslOptions(SslOptions value) {
      this.sslOptions = value;
      return this;
    }

    /**
     * Sets who is told how it does. Default: nobody.
     *
     * @param value the application's metrics
     * @return this builder
     */
    public Builder metrics(BackplaneMetrics value) {
      this.metrics = value;
      return this;
    }

    /**
     * Makes the backplane. It connects by itself, and again when it lost a connection: that Redis
     * cannot be reached just now is no failure.
     *
     * @return the backplane
     */
    public RedisBackplane build() {
      ClientResources resources =
          ClientResources.builder()
              .ioThreadPoolSize(2)
              .computationThreadPoolSize(2)
              .nettyCustomizer(new Consolidation())
              .reconnectDelay(
                  Delay.exponential(
                      Duration.ofMillis(20), Duration.ofSeconds(1), 2, TimeUnit.MILLISECONDS))
              .build();
      Options options =
          new Options(new RoomKeys(prefix), lease, timeout, replicas, new SecureRandom(), metrics);
      Node node = new Node(source(resources), resources.eventExecutorGroup(), options);
      node.start();
      return new RedisBackplane(node, resources);
    }

    private Source source(ClientResources resources) {
      uris.forEach(uri -> uri.setTimeout(timeout));
      if (isCluster) {
        RedisClusterClient client = RedisClusterClient.create(resources, uris);
        client.setOptions(ClusterClientOptions.builder(options()).build());
        return new Source.Cluster(client);
      }
      RedisClient client = RedisClient.create(resources);
      client.setOptions(options());
      return new Source.Single(client, uris.get(0));
    }

    /** Nothing is sent twice: what was on the way when a connection was lost has failed. */
    private ClientOptions options() {
      return ClientOptions.builder()
          .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
          .requestQueueSize(MAX_UNDER_WAY)
          .replayFilter(command -> true)
          .socketOptions(SocketOptions.builder().connectTimeout(timeout).keepAlive(true).build())
          .timeoutOptions(TimeoutOptions.enabled(timeout))
          .sslOptions(sslOptions)
          .build();
    }
  }
}
