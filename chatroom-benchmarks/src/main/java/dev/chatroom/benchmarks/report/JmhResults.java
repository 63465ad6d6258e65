package dev.chatroom.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatroom.benchmarks.load.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What JMH measured in process: its JSON ({@code -rf json -prof gc}), as results of one scenario.
 */
public final class JmhResults {

  /** Beside the names of those in which clients talk to servers. */
  static final String SCENARIO = "jmh";

  static final String TIME = "time, ns";
  static final String ALLOCATED = "allocated, B";

  private JmhResults() {}

  /**
   * Reads them; each benchmark is a peer.
   *
   * @throws IOException if it is no such file, or a time is not in nanoseconds
   */
  public static List<Result> read(Path file) throws IOException {
    List<Result> results = new ArrayList<>();
    for (JsonNode each : new ObjectMapper().readTree(file.toFile())) {
      JsonNode time = each.path("primaryMetric");
      String unit = time.path("scoreUnit").asText();
      if (!unit.equals("ns/op")) {
        throw new IOException("scoreUnit: " + unit + " (expected: ns/op)");
      }
      JsonNode allocated = each.path("secondaryMetrics").path("gc.alloc.rate.norm");
      Map<String, Double> figures =
          Map.of(
              TIME, time.path("score").asDouble(Double.NaN),
              ALLOCATED, allocated.path("score").asDouble(Double.NaN));
      results.add(new Result(SCENARIO, name(each), 1, figures));
    }
    return results;
  }

  /** Returns the class and the method, without the package, and with the parameters. */
  private static String name(JsonNode benchmark) {
    String[] parts = benchmark.path("benchmark").asText().split("\\.", -1);
    StringBuilder name = new StringBuilder();
    name.append(parts[parts.length - 2]).append('.').append(parts[parts.length - 1]);
    benchmark
        .path("params")
        .properties()
        .forEach(
            each ->
                name.append(", ")
                    .append(each.getKey())
                    .append(' ')
                    .append(each.getValue().asText()));
    return name.toString();
  }
}
