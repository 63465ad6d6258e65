package dev.chatroom.benchmarks.load;

import dev.chatroom.benchmarks.server.Dialect;
import dev.chatroom.benchmarks.server.Servers;
import java.io.IOException;
import java.util.Map;

/** Many rooms with few clients each. */
record SmallRooms(int rooms, int clientsInEach, int perSecond) implements Scenario {

  @Override
  public String name() {
    return "small-rooms";
  }

  @Override
  public String title() {
    return rooms
        + " rooms with "
        + clientsInEach
        + " clients each, "
        + perSecond
        + " messages a second in all of them";
  }

  @Override
  public Map<String, Double> run(Servers servers, Dialect dialect, Timing timing)
      throws IOException, InterruptedException {
    try (Stage stage = new Stage(servers, dialect, timing, rooms)) {
      stage.enter(Guest.rooms(rooms, clientsInEach), 1);
      Map<String, Double> figures = stage.measure(stage.perSecond(perSecond));
      figures.putAll(stage.faults());
      return figures;
    }
  }
}
