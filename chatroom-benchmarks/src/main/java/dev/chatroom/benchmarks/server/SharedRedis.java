package dev.chatroom.benchmarks.server;

import dev.chatroom.redisserver.RedisServer;
import java.io.IOException;
import java.nio.file.Path;

/** The Redis that the nodes share, which has their core, and what it has used. */
final class SharedRedis implements AutoCloseable {

  private final RedisServer redis;
  private final ThreadTimes threads;

  private SharedRedis(RedisServer redis, int core) throws IOException {
    this.redis = redis;
    String pid = pid();
    this.threads = new ThreadTimes(Path.of("/proc", pid, "task"));
    pin(pid, core);
  }

  /**
   * Starts one that keeps its data in memory.
   *
   * @param core which processor it has, and no other
   */
  static SharedRedis start(int core) throws IOException {
    RedisServer redis = RedisServer.start();
    try {
      return new SharedRedis(redis, core);
    } catch (IOException | RuntimeException didNotStart) {
      redis.close();
      throw didNotStart;
    }
  }

  private String pid() {
    return String.valueOf(redis.command("INFO", "server"))
        .lines()
        .filter(line -> line.startsWith("process_id:"))
        .findFirst()
        .orElseThrow()
        .replaceAll("\\D", "");
  }

  private static void pin(String pid, int core) throws IOException {
    Process taskset =
        new ProcessBuilder("taskset", "-a", "-p", "-c", String.valueOf(core), pid)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    int status = taskset.onExit().join().exitValue();
    if (status != 0) {
      throw new IOException("taskset: " + status + " (expected: 0)");
    }
  }

  String uri() {
    return redis.uri();
  }

  /** Returns what all its threads have had of the processor, in nanoseconds. */
  long cpuNanos() {
    return threads.nanos();
  }

  @Override
  public void close() {
    redis.close();
  }
}
