package dev.chatroom.benchmarks.load;

import dev.chatroom.benchmarks.server.Dialect;
import dev.chatroom.benchmarks.server.Servers;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Whether a delivery costs more in a larger room: the same at 1,000 and at 5,000 clients. */
record Growth(int fewClients, int manyClients, int perSecond, int inFlight) implements Scenario {

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public String title() {
    return "%d clients in a room, then %d: %d messages a second, and %d in flight"
        .formatted(fewClients, manyClients, perSecond, inFlight);
  }

  @Override
  public Map<String, Double> run(Servers servers, Dialect dialect, Timing timing)
      throws IOException, InterruptedException {
    try (Stage stage = new Stage(servers, dialect, timing, 1)) {
      stage.enter(Guest.oneRoom(0, fewClients, Stage.SPEAKERS), Stage.SPEAKERS);
      Map<String, Double> steadyFew = stage.measure(stage.perSecond(perSecond));
      Map<String, Double> batchedFew = stage.measure(stage.inFlight(inFlight));
      stage.enter(Guest.oneRoom(fewClients, manyClients - fewClients, 0), Stage.SPEAKERS);
      Map<String, Double> steadyMany = stage.measure(stage.perSecond(perSecond));
      Map<String, Double> batchedMany = stage.measure(stage.inFlight(inFlight));

      Map<String, Double> figures = new TreeMap<>(stage.faults());
      figures.put(Figures.STEADY_GROWTH, ratio(steadyMany, steadyFew));
      figures.put(Figures.BATCHED_GROWTH, ratio(batchedMany, batchedFew));
      figures.putAll(Figures.prefixed("steady, " + fewClients, steadyFew));
      figures.putAll(Figures.prefixed("steady, " + manyClients, steadyMany));
      figures.putAll(Figures.prefixed("in flight, " + fewClients, batchedFew));
      figures.putAll(Figures.prefixed("in flight, " + manyClients, batchedMany));
      return figures;
    }
  }

  private static double ratio(Map<String, Double> many, Map<String, Double> few) {
    return Figures.ratio(Figures.CPU_PER_DELIVERY, many, few);
  }
}
