package dev.chatroom.testkit.backplane;

/**
 * A fault, and what it breaks.
 *
 * @param test the test of the contract that it is for
 * @param name what is wrong
 * @param fault how
 */
record Breakage(String test, String name, Fault fault) {

  String rule() {
    return test.substring(0, 3);
  }

  @Override
  public String toString() {
    return rule() + " " + name;
  }
}
