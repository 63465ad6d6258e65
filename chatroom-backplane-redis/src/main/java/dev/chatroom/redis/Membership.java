package dev.chatroom.redis;

import dev.chatroom.RoomName;

/**
 * As what a node follows a room: under its name, and for which time, since it may leave a room and
 * be back before that is known.
 *
 * @param node the name of the node
 * @param time counts the logs that the node has opened
 */
record Membership(String node, long time) {

  /** Returns how the room knows it. */
  String inRoom() {
    return node + "." + time;
  }

  /** Returns how it stands among the rooms of the node. */
  String enlisted(RoomName room) {
    return time + " " + room;
  }

  /** Reads back who follows which room. */
  static Enlisted of(String node, String enlisted) {
    int blank = enlisted.indexOf(' ');
    return new Enlisted(
        new RoomName(enlisted.substring(blank + 1)),
        new Membership(node, Long.parseLong(enlisted.substring(0, blank))));
  }

  /** A room, and as what a node follows it. */
  record Enlisted(RoomName room, Membership as) {}
}
