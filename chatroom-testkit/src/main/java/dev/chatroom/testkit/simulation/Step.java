package dev.chatroom.testkit.simulation;

/**
 * One step of a story: plain data, that says what happens to whom by number.
 *
 * <p>A step that makes no sense where it stands does nothing, so what is left of a story is a story
 * when steps are taken out of it. {@code toString()} is a line for people.
 */
sealed interface Step permits ClientStep, NodeStep, TimeStep {

  /** Lets it happen. */
  void take(SimulatedWorld world);

  /** Returns a step of the same kind that is easier to follow; this one where there is none. */
  default Step simpler() {
    return this;
  }
}
