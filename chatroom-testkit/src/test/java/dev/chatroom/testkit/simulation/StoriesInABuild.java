package dev.chatroom.testkit.simulation;

/** Some hundreds of stories in every shape, in the build that this class was loaded with. */
public final class StoriesInABuild implements Runnable {

  private static final int SEEDS = 150;

  /** Made by reflection. */
  public StoriesInABuild() {}

  @Override
  public void run() {
    for (SimulatedShape each : SimulatedShape.values()) {
      each.simulation().seeds(SEEDS).run();
    }
  }
}
