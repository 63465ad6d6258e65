package dev.chatroom.benchmarks.load;

import java.util.Map;
import java.util.TreeMap;

/**
 * What one round of a scenario has shown of one server.
 *
 * @param scenario what was done
 * @param peer whom it was done to
 * @param round which time, from 1
 * @param figures by name; the name ends with the unit, as in {@code cpu per delivery, µs}
 */
public record Result(String scenario, String peer, int round, Map<String, Double> figures) {

  public Result {
    figures = new TreeMap<>(figures);
  }
}
