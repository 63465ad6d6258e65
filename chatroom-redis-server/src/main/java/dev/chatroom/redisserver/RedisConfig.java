package dev.chatroom.redisserver;

import java.util.ArrayList;
import java.util.List;

/** How a server is to be; made by {@link RedisServer#builder}, and started by it. */
public final class RedisConfig {

  /** When what was appended to the file is on the disk. */
  public enum Fsync {
    /** Before the answer. */
    ALWAYS("always"),
    /** Within a second. */
    EVERY_SECOND("everysec"),
    /** When the system likes. */
    NO("no");

    private final String word;

    Fsync(String word) {
      this.word = word;
    }
  }

  private final List<String> lines = new ArrayList<>();
  private String password = "";
  private boolean sentinel;

  RedisConfig() {}

  /** Keeps the data in a file, for {@link RedisServer#restart}. Default: in memory only. */
  public RedisConfig appendOnly(Fsync fsync) {
    return line("appendonly yes").line("appendfsync " + fsync.word);
  }

  /** Follows another server. */
  public RedisConfig replicaOf(RedisServer master) {
    if (!master.password().isEmpty()) {
      line("masterauth " + master.password());
    }
    return line("replicaof 127.0.0.1 " + master.port());
  }

  /** Asks for a password; tests' connections give it. */
  public RedisConfig requirePass(String value) {
    this.password = value;
    return line("requirepass " + value);
  }

  /** Is a node of a cluster, with no slots yet: see {@link RedisServer#takeAllSlots}. */
  public RedisConfig cluster() {
    return line("cluster-enabled yes").line("cluster-node-timeout 2000");
  }

  /**
   * Is a Sentinel, which holds no data but says who is the master, and makes a replica the master
   * when it has not heard of it for a second.
   *
   * @param name what the master is called
   * @param quorum how many sentinels must agree that the master is gone
   */
  public RedisConfig sentinelOf(String name, RedisServer master, int quorum) {
    sentinel = true;
    line("sentinel monitor " + name + " 127.0.0.1 " + master.port() + " " + quorum);
    if (!master.password().isEmpty()) {
      line("sentinel auth-pass " + name + " " + master.password());
    }
    line("sentinel down-after-milliseconds " + name + " 1000");
    return line("sentinel failover-timeout " + name + " 5000");
  }

  /** Adds a line of {@code redis.conf}. */
  public RedisConfig line(String line) {
    lines.add(line);
    return this;
  }

  /** Starts a server, which is ready when this returns. */
  public RedisServer start() {
    return new RedisServer(this);
  }

  String password() {
    return password;
  }

  boolean isSentinel() {
    return sentinel;
  }

  List<String> lines(int port, String directory) {
    List<String> all = new ArrayList<>();
    all.add("bind 127.0.0.1");
    all.add("port " + port);
    all.add("dir \"" + directory + "\"");
    if (!sentinel) {
      all.add("save \"\"");
      // A replica is there at once, and not after a wait for others.
      all.add("repl-diskless-sync-delay 0");
    }
    all.addAll(lines);
    return all;
  }
}
