package dev.chatroom.testkit.simulation;

/**
 * How large a simulated world is.
 *
 * @param clients how many clients
 * @param rooms how many rooms
 * @param nodes how many nodes
 * @param steps how many steps a story has
 * @param immediate whether everything happens in the caller
 * @param logEvents how many events a node keeps of each log
 * @param logBytes how many bytes
 * @param historyMessages how many messages a newcomer gets
 * @param customs what is usual
 */
record Shape(
    int clients,
    int rooms,
    int nodes,
    int steps,
    boolean immediate,
    int logEvents,
    long logBytes,
    int historyMessages,
    Customs customs) {

  /** Checks the bounds. */
  Shape {
    check("clients", clients);
    check("rooms", rooms);
    check("nodes", nodes);
    check("steps", steps);
    if (immediate && nodes > 1) {
      throw new IllegalArgumentException("nodes: " + nodes + " (expected: 1, as immediate)");
    }
  }

  private static void check(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
    }
  }

  /** Returns whether there is a network between nodes and backplane. */
  boolean networked() {
    return nodes > 1;
  }

  /** Returns the name of a room. */
  static String room(int number) {
    return number == 0 ? "lobby" : "room" + number;
  }
}
