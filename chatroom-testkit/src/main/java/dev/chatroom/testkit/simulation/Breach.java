package dev.chatroom.testkit.simulation;

/**
 * A law that was broken.
 *
 * @param law which one
 * @param seen what tells so
 * @param ending what happened after the last step; empty when that was not reached
 */
record Breach(String law, String seen, String ending) {

  Breach afterAllSteps(String then) {
    return new Breach(law, seen, then);
  }

  @Override
  public String toString() {
    return law + " is broken: " + seen;
  }
}
