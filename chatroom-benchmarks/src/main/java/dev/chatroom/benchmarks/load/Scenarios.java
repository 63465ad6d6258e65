package dev.chatroom.benchmarks.load;

import java.util.List;

/** What can be done to a server. */
public final class Scenarios {

  private static final List<Scenario> ALL =
      List.of(
          OneRoom.steady(1000, 15),
          OneRoom.inFlight(1000, 16),
          OneRoom.inFlight(100, 128),
          new SmallRooms(1000, 5, 2000),
          new HalfLoad(1000),
          new Join(2000),
          new SlowReaders(1000, 10),
          new Idle(5000),
          new Growth(1000, 5000, 15, 16),
          new Nodes(1000, 16, 100, 100, 50));

  private Scenarios() {}

  /** Returns all of them. */
  public static List<Scenario> all() {
    return ALL;
  }

  /** Returns the one with a name. */
  public static Scenario named(String name) {
    return ALL.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "scenario: "
                        + name
                        + " (expected: one of "
                        + ALL.stream().map(Scenario::name).toList()
                        + ")"));
  }
}
