package dev.chatroom.benchmarks.report;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers with three digits that count. */
final class Numbers {

  private static final int DIGITS = 3;
  private static final String[] THOUSANDS = {"", " k", " M", " G", " T"};

  /** Below, all digits before the point are written. */
  private static final double FIRST_SHORTENED = 10_000;

  private Numbers() {}

  /** Returns a number as somebody has written it. */
  static String exactly(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** Returns a number as far as {@link #shortly} shows it. */
  static double asShown(double number) {
    return !Double.isFinite(number) || isShownWhole(number)
        ? number
        : rounded(number).doubleValue();
  }

  private static boolean isShownWhole(double number) {
    return number == Math.rint(number) && Math.abs(number) < FIRST_SHORTENED;
  }

  private static BigDecimal rounded(double number) {
    return new BigDecimal(number).round(new MathContext(DIGITS));
  }

  /** Returns a whole number below ten thousand as it is, and others rounded. */
  static String shortly(double number) {
    if (!Double.isFinite(number)) {
      return "–";
    }
    if (isShownWhole(number)) {
      return Long.toString((long) number);
    }
    double rest = number;
    int thousands = 0;
    while (Math.abs(rest) >= (thousands == 0 ? FIRST_SHORTENED : 1000)
        && thousands < THOUSANDS.length - 1) {
      rest /= 1000;
      thousands++;
    }
    BigDecimal rounded = rounded(rest);
    int digitsBeforeThePoint = rounded.precision() - rounded.scale();
    return rounded.setScale(Math.max(0, DIGITS - digitsBeforeThePoint)).toPlainString()
        + THOUSANDS[thousands];
  }
}
