package dev.chatroom.benchmarks.load;

import dev.chatroom.benchmarks.server.Dialect;
import dev.chatroom.benchmarks.server.Servers;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;

/** Clients in one room, some of whom speak at one pace. */
record OneRoom(String name, String title, int clients, int speakers, Function<Stage, Pace> pace)
    implements Scenario {

  static OneRoom steady(int clients, int perSecond) {
    String title = clients + " clients in a room, " + perSecond + " messages a second";
    return new OneRoom(
        "steady", title, clients, Stage.SPEAKERS, stage -> stage.perSecond(perSecond));
  }

  static OneRoom inFlight(int clients, int count) {
    String title = clients + " clients in a room, " + count + " messages in flight";
    int speakers = Math.min(clients, count);
    String name = "in-flight-" + count;
    return new OneRoom(name, title, clients, speakers, stage -> stage.inFlight(count));
  }

  @Override
  public Map<String, Double> run(Servers servers, Dialect dialect, Timing timing)
      throws IOException, InterruptedException {
    try (Stage stage = new Stage(servers, dialect, timing, 1)) {
      stage.enter(Guest.oneRoom(0, clients, speakers), speakers);
      Map<String, Double> figures = stage.measure(pace.apply(stage));
      figures.putAll(stage.faults());
      return figures;
    }
  }
}
