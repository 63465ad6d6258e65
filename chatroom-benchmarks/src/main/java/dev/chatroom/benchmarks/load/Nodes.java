package dev.chatroom.benchmarks.load;

import dev.chatroom.benchmarks.server.Dialect;
import dev.chatroom.benchmarks.server.Servers;
import java.io.IOException;
import java.util.Map;

/**
 * What it costs that nodes share a room: as many messages in flight as elsewhere; then a pace at
 * which each message is a write of its own, so that what a delivery costs does not depend on how
 * many messages a node happens to find when it has its turn; then, in another room with few
 * clients, so that the way of a message counts and not how many it goes to, a slow pace, from the
 * sender to the clients of each node.
 */
record Nodes(int clients, int inFlight, int perSecond, int fewClients, int fewPerSecond)
    implements Scenario {

  @Override
  public String name() {
    return "nodes";
  }

  @Override
  public String title() {
    return ("%d clients in a room on one node or two, %d messages in flight, then %d a second; then"
            + " %d, %d a second")
        .formatted(clients, inFlight, perSecond, fewClients, fewPerSecond);
  }

  @Override
  public Map<String, Double> run(Servers servers, Dialect dialect, Timing timing)
      throws IOException, InterruptedException {
    Map<String, Double> figures;
    // Nodes share the core, and each has to compile the same.
    Timing full =
        new Timing(
            timing.warmUp().multipliedBy(servers.ports().size()), timing.runIn(), timing.window());
    try (Stage stage = new Stage(servers, dialect, full, 1)) {
      stage.enter(Guest.oneRoom(0, clients, Stage.SPEAKERS), Stage.SPEAKERS);
      figures = stage.measure(stage.inFlight(inFlight));
      Map<String, Double> paced = stage.measure(stage.perSecond(perSecond));
      figures.putAll(Figures.prefixed(Figures.PACED, paced));
      figures.putAll(stage.faults());
    }
    // The servers are warm already.
    Timing rest = new Timing(timing.runIn(), timing.runIn(), timing.window());
    try (Stage stage = new Stage(servers, dialect, rest, 2)) {
      stage.enter(Guest.inRoom(1, clients, fewClients, Stage.SPEAKERS), Stage.SPEAKERS);
      Map<String, Double> slow = stage.measure(stage.perSecond(fewPerSecond));
      figures.putAll(Figures.prefixed("few", slow));
      Latency latency = stage.talk().latency();
      figures.putAll(Figures.prefixed(Figures.SAME_NODE, Figures.of(latency.sameNodeMicros())));
      figures.putAll(Figures.prefixed(Figures.OTHER_NODE, Figures.of(latency.otherNodeMicros())));
      stage.faults().forEach((name, count) -> figures.merge(name, count, Double::sum));
    }
    return figures;
  }
}
