package dev.chatroom.testkit.simulation;

import java.time.Duration;

/** A step of the world as a whole. */
sealed interface TimeStep extends Step {

  /** Time passes. */
  record Advance(Duration duration) implements TimeStep {
    @Override
    public void take(SimulatedWorld world) {
      world.advance(duration);
    }

    @Override
    public String toString() {
      return duration.toMillis() + " ms pass";
    }
  }

  /**
   * Executors and the network get something done, in an order that {@code order} says: with it in
   * the step, the order of other steps stays as it is when this one is taken out.
   */
  record Run(int tasks, long order) implements TimeStep {
    @Override
    public void take(SimulatedWorld world) {
      world.run(tasks, order);
    }

    @Override
    public Step simpler() {
      return new RunDry(0);
    }

    @Override
    public String toString() {
      return tasks + " tasks run, in order " + Long.toHexString(order);
    }
  }

  /** All gets done that can be, so that whoever reads has read everything. */
  record RunDry(long order) implements TimeStep {
    @Override
    public void take(SimulatedWorld world) {
      world.runDry(order);
    }

    @Override
    public Step simpler() {
      return new RunDry(0);
    }

    @Override
    public String toString() {
      return "all tasks run" + (order == 0 ? "" : ", in order " + Long.toHexString(order));
    }
  }

  /** The backplane loses the log of a room. */
  record LoseLog(int room) implements TimeStep {
    @Override
    public void take(SimulatedWorld world) {
      world.loseLog(room);
    }

    @Override
    public String toString() {
      return "the log of room " + room + " is lost";
    }
  }
}
