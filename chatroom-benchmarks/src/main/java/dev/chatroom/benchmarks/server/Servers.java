package dev.chatroom.benchmarks.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What runs of a peer while it is measured: a process, or some that share a Redis. */
public final class Servers implements AutoCloseable {

  private final @Nullable SharedRedis redis;
  private final List<ServerProcess> nodes = new ArrayList<>();

  private Servers(@Nullable SharedRedis redis) {
    this.redis = redis;
  }

  /**
   * Starts them.
   *
   * @param core which processor they have, and no other
   * @param log where the standard error of the servers goes
   */
  public static Servers start(Peer peer, int core, Path log) throws IOException {
    boolean shares = peer.sharing() > 0;
    Servers servers = new Servers(shares ? SharedRedis.start(core) : null);
    try {
      for (int node = 0; node < Math.max(1, peer.sharing()); node++) {
        servers.nodes.add(ServerProcess.start(servers.command(peer), core, log));
      }
      return servers;
    } catch (IOException | RuntimeException didNotStart) {
      servers.close();
      throw didNotStart;
    }
  }

  private List<String> command(Peer peer) {
    List<String> command = new ArrayList<>(peer.command());
    if (redis != null) {
      command.add(redis.uri());
    }
    return command;
  }

  /** Returns where each of them listens, on the loopback address. */
  public List<Integer> ports() {
    return nodes.stream().map(ServerProcess::port).toList();
  }

  /** Returns what all their threads have had of the processor, in nanoseconds; Redis's beside. */
  public long cpuNanos() {
    return nodes.stream().mapToLong(ServerProcess::cpuNanos).sum();
  }

  /** Returns what of {@link #cpuNanos}, when it was last asked, the JVMs' compilers have had. */
  public long compilerNanos() {
    return nodes.stream().mapToLong(ServerProcess::compilerNanos).sum();
  }

  /** Returns what Redis has had of the processor, in nanoseconds; 0 where there is none. */
  public long redisCpuNanos() {
    return redis == null ? 0 : redis.cpuNanos();
  }

  /** Returns the memory that they hold, in bytes. */
  public long residentBytes() {
    return nodes.stream().mapToLong(ServerProcess::residentBytes).sum();
  }

  /** Returns what they have allocated so far, in bytes; less than 0 where nobody knows. */
  public long allocatedBytes() throws IOException {
    long sum = 0;
    for (ServerProcess node : nodes) {
      sum += node.allocatedBytes();
    }
    return sum;
  }

  @Override
  public void close() {
    nodes.forEach(ServerProcess::close);
    if (redis != null) {
      redis.close();
    }
  }
}
