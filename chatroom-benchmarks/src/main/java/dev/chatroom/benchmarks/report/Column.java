package dev.chatroom.benchmarks.report;

import static dev.chatroom.benchmarks.load.Figures.ALLOCATED_PER_DELIVERY;
import static dev.chatroom.benchmarks.load.Figures.BATCHED_GROWTH;
import static dev.chatroom.benchmarks.load.Figures.CPU;
import static dev.chatroom.benchmarks.load.Figures.CPU_PER_DELIVERY;
import static dev.chatroom.benchmarks.load.Figures.DELIVERIES;
import static dev.chatroom.benchmarks.load.Figures.LOAD_CPU;
import static dev.chatroom.benchmarks.load.Figures.P50;
import static dev.chatroom.benchmarks.load.Figures.P99;
import static dev.chatroom.benchmarks.load.Figures.P99_RATIO;
import static dev.chatroom.benchmarks.load.Figures.RECEIVED;
import static dev.chatroom.benchmarks.load.Figures.REDIS_PER_MESSAGE;
import static dev.chatroom.benchmarks.load.Figures.RESIDENT_PER_CONNECTION;
import static dev.chatroom.benchmarks.load.Figures.SATURATION;
import static dev.chatroom.benchmarks.load.Figures.SECONDS;
import static dev.chatroom.benchmarks.load.Figures.SERVER_CPU;
import static dev.chatroom.benchmarks.load.Figures.STEADY_GROWTH;
import static dev.chatroom.benchmarks.load.Figures.WIRE_PER_DELIVERY;

import dev.chatroom.benchmarks.load.Figures;
import java.util.List;

/**
 * A figure in the table of a scenario.
 *
 * @param figure which
 * @param perLimit whether its ratio to the limit's is beside it
 * @param perBest whether its ratio to the best of what people would use is beside it
 */
record Column(String figure, boolean perLimit, boolean perBest) {

  /** In percent: with more the clients may be what is slow. */
  static final double BUSY_LOAD = 95;

  /** In percent: with less something else than the server is slow, where there is enough to do. */
  static final double BUSY_SERVER = 90;

  /** Returns what is shown of a scenario; what nobody has is left out by the table. */
  static List<Column> of(String scenario) {
    return switch (scenario) {
      case "join" -> List.of(bare(SECONDS), compared(RECEIVED), compared(CPU));
      case "idle" -> List.of(compared(RESIDENT_PER_CONNECTION));
      case "slow-readers" ->
          List.of(
              bare("without: " + P99),
              bare("with: " + P99),
              bare(P99_RATIO),
              bare("with: " + SERVER_CPU),
              bare("with: " + LOAD_CPU));
      case "growth" ->
          List.of(
              compared(STEADY_GROWTH),
              compared(BATCHED_GROWTH),
              bare("in flight, 5000: " + SERVER_CPU),
              bare("in flight, 5000: " + LOAD_CPU));
      case SharedRooms.SCENARIO ->
          List.of(
              bare(CPU_PER_DELIVERY),
              bare(Figures.CPU_WITHOUT_COMPILERS),
              bare(SharedRooms.PACED_CPU),
              bare(REDIS_PER_MESSAGE),
              bare(DELIVERIES),
              bare(ALLOCATED_PER_DELIVERY),
              bare(SERVER_CPU),
              bare(LOAD_CPU),
              bare(Figures.PACED + ": " + SERVER_CPU),
              bare(SharedRooms.SAME_NODE_P50),
              bare(Figures.SAME_NODE + ": " + P99),
              bare(SharedRooms.OTHER_NODE_P50),
              bare(Figures.OTHER_NODE + ": " + P99));
      default ->
          List.of(
              compared(CPU_PER_DELIVERY),
              new Column(
                  DELIVERIES, scenario.startsWith("in-flight"), scenario.startsWith("in-flight")),
              bare(SATURATION),
              bare(P50),
              compared(P99),
              bare(ALLOCATED_PER_DELIVERY),
              bare(WIRE_PER_DELIVERY),
              bare(SERVER_CPU),
              bare(LOAD_CPU));
    };
  }

  /** Returns whether a round shows the load at its limit, or in flight the server not at its. */
  boolean isDoubtful(String scenario, Statistics value) {
    boolean isInFlight = scenario.startsWith("in-flight") || figure.startsWith("in flight");
    return (figure.endsWith(LOAD_CPU) && value.max() > BUSY_LOAD)
        || (isInFlight && figure.endsWith(SERVER_CPU) && value.min() < BUSY_SERVER);
  }

  private static Column bare(String figure) {
    return new Column(figure, false, false);
  }

  private static Column compared(String figure) {
    return new Column(figure, true, false);
  }
}
