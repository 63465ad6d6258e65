package dev.chatroom.testkit;

import java.util.Set;
import java.util.TreeSet;

/**
 * A fault, and what it breaks.
 *
 * @param test the test of the contract that it is for
 * @param name what is wrong
 * @param fault how
 * @param also the rules that cannot hold either then, besides that of the test
 * @param told a part of what the test says about it, where it could fail for several reasons
 */
record Breakage(String test, String name, Fault fault, Set<Integer> also, String told) {

  Breakage(String test, String name, Fault fault, Integer... also) {
    this(test, name, fault, Set.of(also), "");
  }

  Breakage because(String part) {
    return new Breakage(test, name, fault, also, part);
  }

  int rule() {
    return Integer.parseInt(test.substring(1, 3));
  }

  Set<Integer> broken() {
    Set<Integer> all = new TreeSet<>(also);
    all.add(rule());
    return all;
  }

  @Override
  public String toString() {
    return "T%02d %s".formatted(rule(), name);
  }
}
