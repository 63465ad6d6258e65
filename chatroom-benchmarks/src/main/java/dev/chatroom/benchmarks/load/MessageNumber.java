package dev.chatroom.benchmarks.load;

import java.nio.ByteBuffer;

/** The number of a message: its text begins with {@code #} and ten decimal digits. */
final class MessageNumber {

  /** How many bytes it has, the sign included. */
  static final int BYTES = 11;

  private static final int DIGITS = BYTES - 1;
  private static final long ZEROS = 0x3030303030303030L;
  private static final long ABOVE_NINE = 0x7676767676767676L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private MessageNumber() {}

  /** Returns where a number begins, or less than 0. */
  static int find(ByteBuffer bytes, int start, int end) {
    for (int at = start; at + BYTES <= end; at++) {
      if (bytes.get(at) == '#' && isNumber(bytes.getLong(at + 1) - ZEROS)) {
        return at;
      }
    }
    return -1;
  }

  /** Reads the number that begins here; less than 0 if there is none. */
  static int read(ByteBuffer bytes, int at, int end) {
    if (at < 0 || at + BYTES > end || bytes.get(at) != '#') {
      return -1;
    }
    long digits = bytes.getLong(at + 1) - ZEROS;
    if (!isNumber(digits)) {
      return -1;
    }
    // Eight digits at once: neighbours become pairs, pairs fours, fours the whole.
    long pairs = (digits >>> 8 & 0x00FF00FF00FF00FFL) * 10 + (digits & 0x00FF00FF00FF00FFL);
    long fours = (pairs >>> 16 & 0x0000FFFF0000FFFFL) * 100 + (pairs & 0x0000FFFF0000FFFFL);
    int eight = (int) ((fours >>> 32) * 10_000 + (fours & 0xFFFFFFFFL));
    return eight * 100 + (bytes.get(at + 9) - '0') * 10 + (bytes.get(at + 10) - '0');
  }

  private static boolean isNumber(long digits) {
    return ((digits | digits + ABOVE_NINE) & HIGH_BITS) == 0;
  }

  /** Writes the digits, from the last one backwards. */
  static void writeDigits(byte[] bytes, int at, int number) {
    int rest = number;
    for (int digit = at + DIGITS - 1; digit >= at; digit--) {
      bytes[digit] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
