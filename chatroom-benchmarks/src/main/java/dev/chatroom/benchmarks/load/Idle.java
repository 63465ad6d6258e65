package dev.chatroom.benchmarks.load;

import dev.chatroom.benchmarks.server.Dialect;
import dev.chatroom.benchmarks.server.ServerProcess;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What connections cost that do nothing.
 *
 * @param first how many come before those that are measured, and stay: what a server loads or
 *     reserves once is not counted
 */
record Idle(int first, int clients) implements Scenario {

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String title() {
    return clients + " clients more in a room with " + first + ", and silence";
  }

  @Override
  public Map<String, Double> run(ServerProcess server, Dialect dialect, Timing timing)
      throws IOException, InterruptedException {
    try (Stage stage = new Stage(server, dialect, timing, 1)) {
      stage.enter(Guest.oneRoom(0, first, 0), 0);
      long before = residentBytes(server);
      stage.enter(Guest.oneRoom(first, clients, 0), 0);
      long after = residentBytes(server);

      Map<String, Double> figures = new HashMap<>(stage.faults());
      figures.put(Figures.RESIDENT, (double) after);
      figures.put(Figures.RESIDENT_PER_CONNECTION, (double) (after - before) / clients);
      return figures;
    }
  }

  private static long residentBytes(ServerProcess server) throws IOException {
    server.collect();
    // Buffers outside the heap are given back after one has found that nobody has them.
    server.collect();
    return server.residentBytes();
  }
}
