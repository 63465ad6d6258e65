package dev.chatroom.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** Where values are, from 0 to 1: in proportion, or by powers of ten where they are far apart. */
record Axis(double start, double end, boolean isLogarithmic) {

  /** Beyond this ratio the short bars of an axis in proportion cannot be told apart. */
  private static final double FAR_APART = 20;

  static Axis of(List<Bar> bars) {
    double most = bars.stream().mapToDouble(each -> each.value().max()).max().orElse(1);
    double least = bars.stream().mapToDouble(each -> each.value().min()).min().orElse(1);
    if (least > 0 && most / least > FAR_APART) {
      return new Axis(
          Math.pow(10, Math.floor(Math.log10(least))),
          Math.pow(10, Math.ceil(Math.log10(most))),
          true);
    }
    double step = step(most);
    return new Axis(0, Math.max(step, Math.ceil(most / step) * step), false);
  }

  /** Returns 1, 2 or 5 with zeros, so that there are at most five steps. */
  private static double step(double most) {
    if (!(most > 0)) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(most / 5)));
    for (double each : new double[] {1, 2, 5}) {
      if (most / (each * power) <= 5) {
        return each * power;
      }
    }
    return 10 * power;
  }

  double place(double value) {
    double place =
        isLogarithmic
            ? Math.log10(value / start) / Math.log10(end / start)
            : (value - start) / (end - start);
    return Math.min(1, Math.max(0, place));
  }

  /** Returns the values that have a line. */
  List<Double> lines() {
    List<Double> lines = new ArrayList<>();
    if (isLogarithmic) {
      for (double each = start; each <= end * 1.001; each *= 10) {
        lines.add(each);
      }
    } else {
      double step = step(end);
      for (int i = 0; i * step <= end * 1.001; i++) {
        lines.add(i * step);
      }
    }
    return lines;
  }
}
