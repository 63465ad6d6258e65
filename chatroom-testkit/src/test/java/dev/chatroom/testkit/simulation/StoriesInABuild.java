package dev.chatroom.testkit.simulation;

import java.util.Arrays;
import java.util.Optional;

/** Some hundreds of stories in every shape, in the build that this class was loaded with. */
public final class StoriesInABuild implements Runnable {

  private static final int SEEDS = 150;

  /** Made by reflection. */
  public StoriesInABuild() {}

  /** Tells one story in every shape, then another: most of what is broken shows in a few shapes. */
  @Override
  public void run() {
    for (int seed = 0; seed < SEEDS; seed++) {
      tellInEveryShape(seed);
    }
  }

  private static void tellInEveryShape(long seed) {
    Arrays.stream(SimulatedShape.values())
        .parallel()
        .map(shape -> broken(shape.simulation().seed(seed)))
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(
            broken -> {
              throw broken;
            });
  }

  private static Optional<AssertionError> broken(ChatSimulation.Builder story) {
    try {
      story.run();
      return Optional.empty();
    } catch (AssertionError broken) {
      return Optional.of(broken);
    }
  }
}
