package dev.chatroom.testkit;

import java.util.Set;
import java.util.TreeSet;

/**
 * A fault, and what it breaks.
 *
 * @param rule the number of the rule that it is for
 * @param name what is wrong
 * @param fault how
 * @param also the rules that cannot hold either then
 */
record Breakage(int rule, String name, Fault fault, Set<Integer> also) {

  Breakage(int rule, String name, Fault fault, Integer... also) {
    this(rule, name, fault, Set.of(also));
  }

  Set<Integer> broken() {
    Set<Integer> all = new TreeSet<>(also);
    all.add(rule);
    return all;
  }

  @Override
  public String toString() {
    return "T%02d %s".formatted(rule, name);
  }
}
