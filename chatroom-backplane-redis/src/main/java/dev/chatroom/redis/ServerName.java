package dev.chatroom.redis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which server it is, so that a failover is noticed by whoever comes first.
 *
 * @param id which history of replication it has; empty when unknown
 * @param before which one it had as a replica; zeros when it was none
 */
record ServerName(String id, String before) {

  static final ServerName UNKNOWN = new ServerName("", "");

  private static final Pattern ID = Pattern.compile("master_replid:([0-9a-f]+)");
  private static final Pattern BEFORE = Pattern.compile("master_replid2:([0-9a-f]+)");

  /** Reads the section of {@code INFO} that is about replication. */
  static ServerName of(String info) {
    Matcher id = ID.matcher(info);
    Matcher before = BEFORE.matcher(info);
    return id.find() && before.find() ? new ServerName(id.group(1), before.group(1)) : UNKNOWN;
  }
}
