package dev.chatroom.testkit.simulation;

import java.util.List;
import java.util.Optional;

/** Lets a story happen in a world of its own. */
final class Performance {

  private Performance() {}

  /** Returns the law that the story breaks; nothing when it breaks none. */
  static Optional<Breach> of(Setting setting, long seed, List<Step> story) {
    SimulatedWorld world = new SimulatedWorld(setting, seed);
    for (Step each : story) {
      world.take(each);
      if (world.breaches().first().isPresent()) {
        return world.breaches().first();
      }
    }
    world.settle();
    if (world.breaches().first().isPresent()) {
      return broken(world, "everybody reads on, and everything runs");
    }
    world.end();
    return broken(world, "everybody drops, everything runs, and the nodes are closed");
  }

  private static Optional<Breach> broken(SimulatedWorld world, String ending) {
    return world.breaches().first().map(breach -> breach.afterAllSteps(ending));
  }
}
