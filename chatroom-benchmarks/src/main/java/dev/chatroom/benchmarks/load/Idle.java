package dev.chatroom.benchmarks.load;

import dev.chatroom.benchmarks.server.Dialect;
import dev.chatroom.benchmarks.server.Servers;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What connections cost that do nothing, beside a first one, for which a server loads its code. */
record Idle(int clients) implements Scenario {

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String title() {
    return clients + " clients in a room, and silence";
  }

  @Override
  public Map<String, Double> run(Servers servers, Dialect dialect, Timing timing)
      throws IOException, InterruptedException {
    try (Stage stage = new Stage(servers, dialect, timing, 1)) {
      stage.enter(Guest.oneRoom(0, 1, 0), 0);
      long before = servers.residentBytes();
      stage.enter(Guest.oneRoom(1, clients, 0), 0);
      long after = servers.residentBytes();

      Map<String, Double> figures = new HashMap<>(stage.faults());
      figures.put(Figures.RESIDENT, (double) after);
      figures.put(Figures.RESIDENT_PER_CONNECTION, (double) (after - before) / clients);
      return figures;
    }
  }
}
