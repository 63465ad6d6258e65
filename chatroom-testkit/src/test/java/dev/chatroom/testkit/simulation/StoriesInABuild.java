package dev.chatroom.testkit.simulation;

/** Some hundreds of stories in every shape, in the build that this class was loaded with. */
public final class StoriesInABuild implements Runnable {

  private static final int SEEDS = 150;

  /** Enough for what is broken in most stories, before those of other shapes take their time. */
  private static final int FEW_SEEDS = 15;

  /** Made by reflection. */
  public StoriesInABuild() {}

  @Override
  public void run() {
    tell(FEW_SEEDS);
    tell(SEEDS);
  }

  private static void tell(int seeds) {
    for (SimulatedShape each : SimulatedShape.values()) {
      each.simulation().seeds(seeds).run();
    }
  }
}
