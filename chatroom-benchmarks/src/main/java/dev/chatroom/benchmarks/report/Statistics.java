package dev.chatroom.benchmarks.report;

import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * What several rounds have in common.
 *
 * @param median the one in the middle, or between the two there
 * @param min the least
 * @param max the most
 */
record Statistics(double median, double min, double max) {

  /** Returns those of values; nothing if there are none. What is not a number is none. */
  static Optional<Statistics> of(DoubleStream values) {
    double[] sorted = values.filter(Double::isFinite).sorted().toArray();
    if (sorted.length == 0) {
      return Optional.empty();
    }
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return Optional.of(new Statistics(median, sorted[0], sorted[sorted.length - 1]));
  }

  @Override
  public String toString() {
    String all = Numbers.shortly(median);
    return min == max ? all : all + " (" + Numbers.shortly(min) + "–" + Numbers.shortly(max) + ")";
  }
}
