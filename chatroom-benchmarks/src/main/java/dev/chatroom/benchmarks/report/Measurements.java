package dev.chatroom.benchmarks.report;

import dev.chatroom.benchmarks.load.Figures;
import dev.chatroom.benchmarks.load.Result;
import dev.chatroom.benchmarks.server.Dialect;
import dev.chatroom.benchmarks.server.Peer;
import dev.chatroom.benchmarks.server.Peers;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** All results of a run, asked by scenario, peer and figure. Anything may be missing. */
final class Measurements {

  /** What people would use instead; throughput is compared with the best of them. */
  private static final List<String> RIVALS = List.of("node-socketio", "netty-socketio", "node-ws");

  private final List<Result> results;
  private final List<Peer> peers = new Peers().all();

  Measurements(List<Result> results) {
    this.results = List.copyOf(results);
  }

  boolean has(String scenario) {
    return results.stream().anyMatch(each -> each.scenario().equals(scenario));
  }

  /** Returns who was measured in a scenario. */
  List<Peer> peers(String scenario) {
    return peers.stream().filter(each -> of(scenario, each.name()).findAny().isPresent()).toList();
  }

  /** Returns how many rounds of a scenario there were. */
  int rounds(String scenario) {
    return results.stream()
        .filter(each -> each.scenario().equals(scenario))
        .mapToInt(Result::round)
        .max()
        .orElse(0);
  }

  /** Returns how often a peer was measured. */
  long count(String scenario, String peer) {
    return of(scenario, peer).count();
  }

  Optional<Statistics> statistics(String scenario, String peer, String figure) {
    return Statistics.of(values(scenario, peer, figure));
  }

  OptionalDouble median(String scenario, String peer, String figure) {
    Optional<Statistics> found = statistics(scenario, peer, figure);
    return found.isPresent() ? OptionalDouble.of(found.get().median()) : OptionalDouble.empty();
  }

  /** Returns the sum of all rounds. */
  double sum(String scenario, String peer, String figure) {
    return values(scenario, peer, figure).sum();
  }

  /** Returns how many deliveries and connections went wrong in all scenarios, shared rooms too. */
  OptionalDouble faults(String peer) {
    List<String> names = List.of(peer, Peers.sharing(peer, 1), Peers.sharing(peer, 2));
    List<Result> all = results.stream().filter(each -> names.contains(each.peer())).toList();
    return all.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            Figures.FAULTS.stream()
                .flatMapToDouble(
                    fault ->
                        all.stream().mapToDouble(each -> each.figures().getOrDefault(fault, 0.0)))
                .sum());
  }

  /** Returns the results of a scenario that are no server's. */
  List<Result> inProcess() {
    return results.stream().filter(each -> each.scenario().equals(JmhResults.SCENARIO)).toList();
  }

  /** Returns how many times the median is that of the limit with the same dialect. */
  OptionalDouble perLimit(String scenario, String peer, String figure) {
    return ratio(median(scenario, peer, figure), median(scenario, limitFor(peer), figure));
  }

  /** Returns how many times as much a peer delivers as the best of what people would use. */
  OptionalDouble perBest(String scenario, String peer) {
    OptionalDouble best =
        RIVALS.stream()
            .map(each -> median(scenario, each, Figures.DELIVERIES))
            .flatMapToDouble(OptionalDouble::stream)
            .max();
    return ratio(median(scenario, peer, Figures.DELIVERIES), best);
  }

  private static OptionalDouble ratio(OptionalDouble one, OptionalDouble other) {
    return one.isPresent() && other.isPresent()
        ? OptionalDouble.of(one.getAsDouble() / other.getAsDouble())
        : OptionalDouble.empty();
  }

  private String limitFor(String peer) {
    boolean isPlain =
        peers.stream()
            .anyMatch(each -> each.name().equals(peer) && each.dialect() == Dialect.PLAIN);
    return isPlain ? "limit-plain" : "limit";
  }

  private DoubleStream values(String scenario, String peer, String figure) {
    return of(scenario, peer)
        .mapToDouble(each -> each.figures().getOrDefault(figure, Double.NaN))
        .filter(Double::isFinite);
  }

  private Stream<Result> of(String scenario, String peer) {
    return results.stream()
        .filter(each -> each.scenario().equals(scenario) && each.peer().equals(peer));
  }
}
