package dev.chatroom.benchmarks.report;

import dev.chatroom.benchmarks.load.Figures;
import dev.chatroom.benchmarks.server.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;

/** A row for each peer of a scenario, in Markdown. */
final class ScenarioTable {

  private static final String MISSING = "–";
  private static final String DOUBT = " †";
  private static final String FOOTNOTE =
      """

      † In a round the clients had more than %s %% of their core, or the server less than %s %% of its own:
      it may not have been the server that was slow.
      """
          .formatted(Numbers.shortly(Column.BUSY_LOAD), Numbers.shortly(Column.BUSY_SERVER));

  private final Measurements measurements;
  private final String scenario;
  private final List<Column> columns;

  ScenarioTable(Measurements measurements, String scenario) {
    this.measurements = measurements;
    this.scenario = scenario;
    this.columns = Column.of(scenario).stream().filter(this::isKnown).toList();
  }

  private boolean isKnown(Column column) {
    return measurements.peers(scenario).stream().anyMatch(each -> median(each, column).isPresent());
  }

  private OptionalDouble median(Peer peer, Column column) {
    return measurements.median(scenario, peer.name(), column.figure());
  }

  String markdown() {
    List<String> heads = new ArrayList<>(List.of(""));
    for (Column column : columns) {
      heads.add(column.figure());
      if (column.perLimit()) {
        heads.add("÷ limit");
      }
      if (column.perBest()) {
        heads.add("÷ best");
      }
    }
    heads.add("wrong");
    Markdown table = new Markdown();
    table.head(heads);
    measurements.peers(scenario).forEach(each -> table.row(row(each)));
    String rows = table.toString();
    return rows.contains(DOUBT) ? rows + FOOTNOTE : rows;
  }

  private List<String> row(Peer peer) {
    String name = peer.name();
    List<String> cells = new ArrayList<>(List.of(peer.title() + missing(name)));
    for (Column column : columns) {
      cells.add(
          measurements
              .statistics(scenario, name, column.figure())
              .map(value -> value + (column.isDoubtful(scenario, value) ? DOUBT : ""))
              .orElse(MISSING));
      if (column.perLimit()) {
        cells.add(ratio(measurements.perLimit(scenario, name, column.figure())));
      }
      if (column.perBest()) {
        cells.add(ratio(measurements.perBest(scenario, name)));
      }
    }
    cells.add(faults(name));
    return cells;
  }

  /** Returns how many measurements there are, if it is not one for each round of the scenario. */
  private String missing(String peer) {
    long count = measurements.count(scenario, peer);
    return count == measurements.rounds(scenario) ? "" : " (n = " + count + ")";
  }

  private static String ratio(OptionalDouble ratio) {
    return ratio.isPresent() ? Numbers.shortly(ratio.getAsDouble()) : MISSING;
  }

  private String faults(String peer) {
    List<String> found = new ArrayList<>();
    for (String fault : new TreeSet<>(Figures.FAULTS)) {
      double sum = measurements.sum(scenario, peer, fault);
      if (sum > 0) {
        found.add(fault.substring(0, fault.indexOf(',')) + " " + Numbers.shortly(sum));
      }
    }
    return found.isEmpty() ? "nothing" : String.join(", ", found);
  }
}
