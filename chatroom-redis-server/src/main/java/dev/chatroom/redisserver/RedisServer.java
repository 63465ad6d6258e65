package dev.chatroom.redisserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Redis server in a process of its own, on the loopback address, with a port and a directory of
 * its own, that a test may kill, stop and start again. It ends with the JVM at the latest.
 *
 * <pre>{@code
 * try (RedisServer redis = RedisServer.builder().appendOnly(RedisConfig.Fsync.ALWAYS).start()) {
 *   redis.command("SET", "a", "1");
 *   redis.kill();
 *   redis.restart();
 *   assertThat(redis.command("GET", "a")).isEqualTo("1");
 * }
 * }</pre>
 *
 * <p>Which program it is says {@code -Dchatroom.redis}: {@code required} for the {@code
 * redis-server} of this computer, {@code embedded} for the one that comes with a library. Safe for
 * use by any thread.
 */
public final class RedisServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int SLOTS = 16_384;
  private static final String PROBE = "probe of the replica";

  private final RedisProgram program = RedisProgram.found();
  private final RedisDirectory directory = RedisDirectory.create();
  private final RedisConfig config;
  private final int port = Ports.free();

  // Guarded by this.
  private @Nullable RedisProcess process;

  RedisServer(RedisConfig config) {
    this.config = config;
    directory.write(config.lines(port, directory.path().toString()));
    try {
      restart();
    } catch (RuntimeException didNotStart) {
      close();
      throw didNotStart;
    }
  }

  /** Starts one that keeps its data in memory. */
  public static RedisServer start() {
    return builder().start();
  }

  /** Returns how a server is to be, to be changed and started. */
  public static RedisConfig builder() {
    return new RedisConfig();
  }

  /** Returns where it listens, also after a restart. */
  public int port() {
    return port;
  }

  /** Returns where it listens, without its password. */
  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** Returns the version of the program, such as {@code 7.0.15}. */
  public String version() {
    return program.version();
  }

  /** Returns whether it has functions, which came with 7.0. */
  public boolean isFunctionCapable() {
    return program.majorVersion() >= 7;
  }

  String password() {
    return config.password();
  }

  /** Connects; the connection is the caller's to close. */
  public RedisConnection connect() throws IOException {
    return connect(PATIENCE);
  }

  /** Connects, with another patience than half a minute. */
  public RedisConnection connect(Duration patience) throws IOException {
    RedisConnection connection = RedisConnection.open(port, patience);
    if (!config.password().isEmpty()) {
      connection.command("AUTH", config.password());
    }
    return connection;
  }

  /**
   * Says something to it on a connection of its own.
   *
   * @param words the command and its arguments
   * @return a {@code String}, a {@code Long}, a {@code List} of these and of lists, or {@code null}
   * @throws RedisError when the server refuses the command
   * @throws UncheckedIOException when the server does not answer
   */
  public @Nullable Object command(String... words) {
    try (RedisConnection connection = connect()) {
      return connection.command(words);
    } catch (IOException noAnswer) {
      throw new UncheckedIOException(String.join(" ", words), noAnswer);
    }
  }

  /** Makes a node of a cluster the whole cluster. Returns when it says so. */
  public void takeAllSlots() {
    List<String> words = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
    for (int slot = 0; slot < SLOTS; slot++) {
      words.add(String.valueOf(slot));
    }
    command(words.toArray(String[]::new));
    Patience.await(
        PATIENCE,
        "the cluster",
        () -> String.valueOf(command("CLUSTER", "INFO")).contains("cluster_state:ok"));
  }

  /**
   * Returns when a replica has all that this server has, and has said so: from then on it hears of
   * everything at once.
   *
   * @throws IllegalStateException when there is none in time
   */
  public void awaitReplica() {
    try (RedisConnection connection = connect(PATIENCE.multipliedBy(2))) {
      // WAIT is for what its own connection has written. A replica that has only read the snapshot
      // may not be sent anything yet, until it acknowledges something a second later.
      connection.command("SET", PROBE, "");
      connection.command("DEL", PROBE);
      Object replicas = connection.command("WAIT", "1", String.valueOf(PATIENCE.toMillis()));
      if (!Long.valueOf(1).equals(replicas)) {
        throw new IllegalStateException("replicas that have it all: " + replicas);
      }
    } catch (IOException noAnswer) {
      throw new UncheckedIOException("WAIT", noAnswer);
    }
  }

  /** Kills it without a word to it (SIGKILL); returns when it is gone. */
  public synchronized void kill() {
    if (process != null) {
      process.kill();
      process = null;
    }
  }

  /** Ends it in an orderly way (SIGTERM, which is as SHUTDOWN); returns when it is gone. */
  public synchronized void stop() {
    if (process != null) {
      process.stop(PATIENCE);
      process = null;
    }
  }

  /**
   * Starts it again, with the port, the directory and the configuration that it had; one that runs
   * is stopped before. Returns when it has loaded its data and answers.
   */
  public synchronized void restart() {
    stop();
    RedisProcess started = RedisProcess.start(program, directory, config.isSentinel());
    process = started;
    try {
      Patience.await(
          PATIENCE,
          "redis-server",
          () -> {
            started.requireAlive();
            return answers();
          });
    } catch (IllegalStateException didNotStart) {
      throw new IllegalStateException(directory.log(), didNotStart);
    }
  }

  private boolean answers() {
    try (RedisConnection connection = connect(Duration.ofSeconds(1))) {
      return "PONG".equals(connection.command("PING"));
    } catch (IOException | RedisError notYet) {
      return false;
    }
  }

  /** Has it stand still (SIGSTOP): connections stay, and nothing is answered. */
  public synchronized void pause() {
    running().signal("STOP");
  }

  /** Has it go on (SIGCONT). */
  public synchronized void resume() {
    running().signal("CONT");
  }

  private synchronized RedisProcess running() {
    RedisProcess is = process;
    if (is == null) {
      throw new IllegalStateException("is not running");
    }
    return is;
  }

  /** Returns where its files are, the log {@code redis.log} among them. */
  public Path directory() {
    return directory.path();
  }

  @Override
  public void close() {
    kill();
    directory.delete();
  }

  @Override
  public String toString() {
    return "redis "
        + version()
        + " at "
        + port
        + (Files.exists(directory.path()) ? "" : ", closed");
  }
}
