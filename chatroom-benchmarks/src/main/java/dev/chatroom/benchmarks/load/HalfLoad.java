package dev.chatroom.benchmarks.load;

import dev.chatroom.benchmarks.server.Dialect;
import dev.chatroom.benchmarks.server.Servers;
import java.io.IOException;
import java.util.Map;

/** Half as many messages a second as the same server had just before with 16 in flight. */
record HalfLoad(int clients) implements Scenario {

  @Override
  public String name() {
    return "half-load";
  }

  @Override
  public String title() {
    return clients + " clients in a room, half of what 16 in flight gave just before";
  }

  @Override
  public Map<String, Double> run(Servers servers, Dialect dialect, Timing timing)
      throws IOException, InterruptedException {
    try (Stage stage = new Stage(servers, dialect, timing, 1)) {
      stage.enter(Guest.oneRoom(0, clients, Stage.SPEAKERS), Stage.SPEAKERS);
      double saturation = Figures.deliveries(stage.measure(stage.inFlight(16)));
      Map<String, Double> figures = stage.measure(stage.perSecond(saturation / clients / 2));
      figures.put(Figures.SATURATION, saturation);
      figures.putAll(stage.faults());
      return figures;
    }
  }
}
