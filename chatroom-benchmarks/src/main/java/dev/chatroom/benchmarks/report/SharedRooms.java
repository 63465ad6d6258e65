package dev.chatroom.benchmarks.report;

import dev.chatroom.benchmarks.load.Figures;
import dev.chatroom.benchmarks.server.Peers;
import java.util.List;
import java.util.OptionalDouble;

/** What nodes that share rooms in a Redis have shown, beside one and beside rooms in memory. */
final class SharedRooms {

  static final String SCENARIO = "nodes";
  static final String SAME_NODE_P50 = Figures.SAME_NODE + ": " + Figures.P50;
  static final String PACED_CPU = Figures.PACED + ": " + Figures.CPU_WITHOUT_COMPILERS;
  static final String OTHER_NODE_P50 = Figures.OTHER_NODE + ": " + Figures.P50;

  private final Measurements measurements;

  SharedRooms(Measurements measurements) {
    this.measurements = measurements;
  }

  /**
   * Returns how many times what one node delivers two would, each with a core of its own: twice
   * what a delivery costs one, divided by what it costs both. Without what compilers have: they do
   * twice as much for two JVMs, but only at the beginning, and have not ended when it is measured.
   *
   * @param figure which of those without what compilers have
   */
  OptionalDouble capacity(String peer, String figure) {
    OptionalDouble one = median(Peers.sharing(peer, 1), figure);
    OptionalDouble two = median(Peers.sharing(peer, 2), figure);
    return one.isPresent() && two.isPresent()
        ? OptionalDouble.of(2 * one.getAsDouble() / two.getAsDouble())
        : OptionalDouble.empty();
  }

  /** Returns by how much later half of the clients have a message than with rooms in memory. */
  private OptionalDouble extraMillis(String peer, int nodes, String figure) {
    OptionalDouble memory = median(peer, SAME_NODE_P50);
    OptionalDouble redis = median(Peers.sharing(peer, nodes), figure);
    return memory.isPresent() && redis.isPresent()
        ? OptionalDouble.of(redis.getAsDouble() - memory.getAsDouble())
        : OptionalDouble.empty();
  }

  private OptionalDouble median(String peer, String figure) {
    return measurements.median(SCENARIO, peer, figure);
  }

  /** Returns the latency as a table. */
  String markdown() {
    Markdown table = new Markdown();
    table.head(List.of("p50 − p50 of rooms in memory, ms", "Socket.IO", "Jetty"));
    row(table, "Redis, one node", 1, SAME_NODE_P50);
    row(table, "Redis, two nodes, at the sender's", 2, SAME_NODE_P50);
    row(table, "Redis, two nodes, at the other", 2, OTHER_NODE_P50);
    return table.toString();
  }

  private void row(Markdown table, String title, int nodes, String figure) {
    table.row(
        List.of(
            title,
            shown(extraMillis(Bound.SOCKET_IO, nodes, figure)),
            shown(extraMillis(Bound.JETTY, nodes, figure))));
  }

  private static String shown(OptionalDouble value) {
    return Numbers.shortly(value.orElse(Double.NaN));
  }
}
