package dev.chatroom.redis;

import dev.chatroom.redisserver.RedisServer;

/** How far a replica is. */
final class Replication {

  private Replication() {}

  /** Waits until a replica has all that its master has. */
  static void until(RedisServer master, RedisServer replica) {
    Guest.until(
        () -> offset(master, "master_repl_offset:").equals(offset(replica, "slave_repl_offset:")));
  }

  private static String offset(RedisServer server, String name) {
    return String.valueOf(server.command("INFO", "replication"))
        .lines()
        .filter(each -> each.startsWith(name))
        .map(each -> each.substring(name.length()).strip())
        .findFirst()
        .orElse("");
  }
}
