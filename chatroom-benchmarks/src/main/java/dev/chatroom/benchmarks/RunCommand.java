package dev.chatroom.benchmarks;

import dev.chatroom.benchmarks.load.Figures;
import dev.chatroom.benchmarks.load.Result;
import dev.chatroom.benchmarks.load.Scenario;
import dev.chatroom.benchmarks.load.Scenarios;
import dev.chatroom.benchmarks.load.Timing;
import dev.chatroom.benchmarks.report.Origin;
import dev.chatroom.benchmarks.server.Peer;
import dev.chatroom.benchmarks.server.Peers;
import dev.chatroom.benchmarks.server.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures: each peer in each scenario, one after the other, and all of it again. */
@Command(name = "run", description = "Runs scenarios against peers, in rounds.")
final class RunCommand implements Callable<Integer> {

  private static final Duration RUN_IN = Duration.ofSeconds(2);

  @Option(names = "--scenarios", split = ",", description = "which; default: all")
  private List<String> scenarios = Scenarios.all().stream().map(Scenario::name).toList();

  @Option(names = "--peers", split = ",", description = "which; default: all that fit the scenario")
  private List<String> peers = List.of();

  @Option(names = "--rounds", defaultValue = "3", description = "default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--warmup",
      defaultValue = "12",
      description = "seconds before what is measured; default: ${DEFAULT-VALUE}")
  private int warmUpSeconds;

  @Option(
      names = "--seconds",
      defaultValue = "8",
      description = "seconds that are measured; default: ${DEFAULT-VALUE}")
  private int windowSeconds;

  @Option(
      names = "--server-core",
      defaultValue = "0",
      description = "the processor of the servers; default: ${DEFAULT-VALUE}")
  private int serverCore;

  @Option(
      names = "--out",
      defaultValue = "results.jsonl",
      description = "the results, a line of JSON each; a new file; default: ${DEFAULT-VALUE}")
  private Path file = Path.of("results.jsonl");

  @Option(
      names = "--append",
      description = "goes on with the results of an earlier run, of the same machine and software")
  private boolean appends;

  @Option(
      names = "--log",
      defaultValue = "servers.log",
      description = "where the servers' standard error goes; default: ${DEFAULT-VALUE}")
  private Path log = Path.of("servers.log");

  /** Returns how many measurements came to nothing. */
  @Override
  public Integer call() throws IOException, InterruptedException {
    Processors own = Processors.ofThisProcess();
    if (own.include(serverCore)) {
      System.err.println(
          "the load runs on " + own + ", which is also the servers': see taskset(1)");
    }
    List<Scenario> chosen = scenarios.stream().map(Scenarios::named).toList();
    Peers known = new Peers();
    peers.forEach(known::named);
    Results results = new Results(file);
    results.begin(Origin.here(), appends);
    int failures = 0;
    for (Scenario scenario : chosen) {
      List<String> names = peers.isEmpty() ? known.names(scenario.name()) : peers;
      List<Peer> servers = new ArrayList<>(names.stream().map(known::named).toList());
      for (int round = 1; round <= rounds; round++) {
        for (Peer peer : servers) {
          try {
            Result result = measure(scenario, peer, round);
            results.add(result);
            System.out.println(line(result));
          } catch (IOException | RuntimeException failure) {
            failures++;
            System.out.printf(
                "%s, %s, round %d: %s%n", scenario.name(), peer.name(), round, failure);
          }
        }
        // Each is the first one in its turn, and who comes before whom changes nothing.
        Collections.rotate(servers, -1);
      }
    }
    return failures;
  }

  private Result measure(Scenario scenario, Peer peer, int round)
      throws IOException, InterruptedException {
    Timing timing =
        new Timing(Duration.ofSeconds(warmUpSeconds), RUN_IN, Duration.ofSeconds(windowSeconds));
    try (Servers servers = Servers.start(peer, serverCore, log)) {
      Map<String, Double> figures = scenario.run(servers, peer.dialect(), timing);
      return new Result(scenario.name(), peer.name(), round, figures);
    }
  }

  /** Returns all figures in one line; what did not go wrong is not mentioned. */
  private static String line(Result result) {
    StringJoiner line = new StringJoiner("; ");
    result
        .figures()
        .forEach(
            (name, value) -> {
              if (value != 0 || !Figures.FAULTS.contains(name)) {
                line.add(name + " " + String.format(Locale.ROOT, "%.4g", value));
              }
            });
    return "%s, %s, round %d: %s".formatted(result.scenario(), result.peer(), result.round(), line);
  }
}
