package dev.chatroom.benchmarks.report;

import dev.chatroom.benchmarks.load.Result;
import dev.chatroom.benchmarks.load.Scenario;
import dev.chatroom.benchmarks.load.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Results as tables and charts, in a page whose other words stay as they are. */
public final class Report {

  private static final String PAGE = "benchmarks.md";
  private static final String CHARTS = "benchmarks";
  private static final String BEGIN = "<!-- results -->\n";
  private static final String END = "<!-- /results -->";

  private final Measurements measurements;
  private final Origin origin;

  /**
   * Makes a report.
   *
   * @param results of all scenarios, peers and rounds; any may be missing
   * @param origin where they are from
   */
  public Report(List<Result> results, Origin origin) {
    this.measurements = new Measurements(results);
    this.origin = origin;
  }

  /**
   * Puts the results between the marks in a page, and the charts beside it.
   *
   * @param docs the folder of {@code benchmarks.md}
   */
  public void write(Path docs) throws IOException {
    Path page = docs.resolve(PAGE);
    String before = Files.readString(page);
    int begin = before.indexOf(BEGIN);
    int end = before.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(page + ": no " + BEGIN.strip() + " with " + END + " after it");
    }
    Files.writeString(
        page, before.substring(0, begin + BEGIN.length()) + markdown() + before.substring(end));
    Files.createDirectories(docs.resolve(CHARTS));
    for (Scenario scenario : measured()) {
      Map<String, List<Bar>> charts = Charts.of(measurements, scenario.name());
      Files.writeString(docs.resolve(chart(scenario)), Plot.of(charts));
    }
  }

  private List<Scenario> measured() {
    return Scenarios.all().stream().filter(each -> measurements.has(each.name())).toList();
  }

  private static String chart(Scenario scenario) {
    return CHARTS + "/" + scenario.name() + ".svg";
  }

  private String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("Measured from ").append(origin.began()).append(": ").append(origin.hardware());
    text.append("; the server on one core and the clients on another.\n");
    text.append(origin.software()).append(".\n");
    text.append("Medians (least–most).\n");
    text.append("\n## What this project has to show\n\n").append(bounds());
    for (Scenario scenario : measured()) {
      String title = scenario.title();
      text.append("\n## ").append(title).append("\n\n");
      text.append("Rounds: ").append(measurements.rounds(scenario.name())).append(".\n\n");
      text.append(new ScenarioTable(measurements, scenario.name()).markdown());
      if (scenario.name().equals(SharedRooms.SCENARIO)) {
        text.append('\n').append(new SharedRooms(measurements).markdown());
      }
      text.append("\n![").append(title).append("](").append(chart(scenario)).append(")\n");
    }
    return text.append(inProcess()).append('\n').toString();
  }

  private String inProcess() {
    List<Result> results = measurements.inProcess();
    if (results.isEmpty()) {
      return "";
    }
    Markdown table = new Markdown();
    table.head(List.of("", JmhResults.TIME, JmhResults.ALLOCATED));
    for (Result each : results) {
      table.row(
          List.of(
              each.peer(),
              Numbers.shortly(each.figures().getOrDefault(JmhResults.TIME, Double.NaN)),
              Numbers.shortly(each.figures().getOrDefault(JmhResults.ALLOCATED, Double.NaN))));
    }
    return "\n## In process (JMH)\n\n" + table;
  }

  private String bounds() {
    Markdown table = new Markdown();
    table.head(List.of("", "Socket.IO", "measured", "Jetty", "measured"));
    Bound.all().forEach(each -> table.row(each.row(measurements)));
    return table.toString();
  }
}
