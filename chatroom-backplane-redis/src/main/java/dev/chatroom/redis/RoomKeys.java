package dev.chatroom.redis;

import dev.chatroom.RoomName;
import java.util.stream.Stream;

/**
 * What the keys of a room, and those of all nodes, are called. The keys of a room share a hash tag,
 * so that they are in one slot of a cluster; no name of a room has braces.
 */
final class RoomKeys {

  private static final String[] PARTS = {
    "meta", "log", "seats", "names", "keys", "scrubbed",
    "members", "bans", "banEnds", "mutes", "muteEnds", "followers"
  };

  private final String prefix;

  RoomKeys(String prefix) {
    this.prefix = prefix;
  }

  /** Returns the keys of a room as a node uses them, which had another name before. */
  String[] of(RoomName room, String node, String before) {
    String base = prefix + ":{" + room + "}:";
    Stream<String> shared = Stream.of(PARTS).map(part -> base + part);
    Stream<String> held = Stream.of(node, before).map(name -> base + "held:" + name);
    return Stream.concat(shared, held).toArray(String[]::new);
  }

  /** Returns where the room's bell rings. */
  String bell(RoomName room) {
    return prefix + ":{" + room + "}:bell";
  }

  /** Returns the keys that all nodes share, and that of the rooms of one. */
  String[] nodes(String node) {
    String base = prefix + ":{/nodes}:";
    return new String[] {base + "alive", base + "pulse", base + "rooms:" + node};
  }

  /** Returns where the beats of a process ring. */
  String beat(String process) {
    return prefix + ":{/nodes}:beat:" + process;
  }
}
