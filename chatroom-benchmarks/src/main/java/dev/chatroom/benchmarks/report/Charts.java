package dev.chatroom.benchmarks.report;

import dev.chatroom.benchmarks.load.Figures;
import dev.chatroom.benchmarks.server.Peer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is drawn of a scenario. */
final class Charts {

  private Charts() {}

  /**
   * Returns the bars by title; what was not measured has none, and a figure that nobody has no
   * chart.
   */
  static Map<String, List<Bar>> of(Measurements measurements, String scenario) {
    Map<String, List<Bar>> charts = new LinkedHashMap<>();
    for (String figure : figures(scenario)) {
      List<Bar> bars =
          measurements.peers(scenario).stream()
              .flatMap(each -> bar(measurements, scenario, each, figure))
              .toList();
      if (!bars.isEmpty()) {
        charts.put(figure, bars);
      }
    }
    return charts;
  }

  private static List<String> figures(String scenario) {
    return switch (scenario) {
      case "join" -> List.of(Figures.SECONDS, Figures.RECEIVED, Figures.CPU);
      case "idle" -> List.of(Figures.RESIDENT_PER_CONNECTION);
      case "slow-readers" -> List.of(Figures.P99_RATIO);
      case "growth" -> List.of(Figures.STEADY_GROWTH, Figures.BATCHED_GROWTH);
      case SharedRooms.SCENARIO ->
          List.of(SharedRooms.PACED_CPU, Figures.CPU_WITHOUT_COMPILERS, SharedRooms.SAME_NODE_P50);
      default -> List.of(Figures.CPU_PER_DELIVERY, Figures.DELIVERIES, Figures.P99);
    };
  }

  private static Stream<Bar> bar(
      Measurements measurements, String scenario, Peer peer, String figure) {
    return measurements
        .statistics(scenario, peer.name(), figure)
        .map(value -> new Bar(peer.title(), Bar.Kind.of(peer.name()), value))
        .stream();
  }
}
