package dev.chatroom.policy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;

/** Strings in which the rules of Unicode meet each other, the same ones for the same seed. */
final class InterestingText {

  /** Pairs of the first and last code point. */
  private static final int[][] BLOCKS = {
    {'a', 'z'},
    {'A', 'Z'},
    {' ', ' '},
    {0x21, 0x7E},
    {0xA0, 0xFF},
    {0x100, 0x24F},
    {0x2B0, 0x2FF},
    {0x300, 0x36F},
    {0x391, 0x3C9},
    {0x3A3, 0x3A3},
    {0x3C2, 0x3C3},
    {0x3D0, 0x3FF},
    {0x400, 0x4FF},
    {0x5D0, 0x5EA},
    {0x620, 0x6FF},
    {0x900, 0x97F},
    {0x10A0, 0x10FF},
    {0x1E00, 0x1FFF},
    {0x2000, 0x206F},
    {0x20D0, 0x20F0},
    {0x2100, 0x218F},
    {0x2460, 0x24FF},
    {0x3000, 0x30FF},
    {0x3130, 0x318E},
    {0x3380, 0x33DF},
    {0x4E00, 0x4E2F},
    {0xAC00, 0xAC3F},
    {0xFB00, 0xFB4F},
    {0xFDF0, 0xFE0F},
    {0xFE70, 0xFEFF},
    {0xFF00, 0xFFEF},
    {0x1D400, 0x1D7FF},
    {0x1F1E6, 0x1F1FF},
    {0x1F300, 0x1F64F}
  };

  /**
   * What draws nothing, or turns the text around: bidirectional controls (UAX #9), zero width,
   * variation selectors, tags, fillers. Pairs as above.
   */
  private static final int[][] INVISIBLE = {
    {0x00AD, 0x00AD},
    {0x034F, 0x034F},
    {0x061C, 0x061C},
    {0x115F, 0x1160},
    {0x17B4, 0x17B5},
    {0x180B, 0x180F},
    {0x200B, 0x200F},
    {0x2028, 0x202E},
    {0x2060, 0x206F},
    {0x3164, 0x3164},
    {0xFE00, 0xFE0F},
    {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0},
    {0x1BCA0, 0x1BCA3},
    {0x1D173, 0x1D17A},
    {0xE0000, 0xE0FFF}
  };

  private final Random random;

  InterestingText(long seed) {
    this.random = new Random(seed);
  }

  /** A name of a few blocks, now and then with anything in it. */
  String next() {
    return of(1 + random.nextInt(6));
  }

  /** So short that the same name comes up in several ways of writing. */
  String nextShort() {
    return of(1 + random.nextInt(2));
  }

  /** Any chars at all: most are no letters, and surrogates are not paired. */
  String nextChars() {
    int length = random.nextInt(40);
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) random.nextInt(Character.MAX_VALUE + 1));
    }
    return text.toString();
  }

  /** One character that draws nothing. */
  String nextInvisible() {
    return Character.toString(oneOf(INVISIBLE));
  }

  private String of(int codePoints) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < codePoints; i++) {
      text.appendCodePoint(codePoint());
    }
    return text.toString();
  }

  private int codePoint() {
    if (random.nextInt(100) == 0) {
      return random.nextInt(Character.MAX_CODE_POINT + 1);
    }
    return oneOf(BLOCKS);
  }

  private int oneOf(int[][] blocks) {
    int[] block = blocks[random.nextInt(blocks.length)];
    return block[0] + random.nextInt(block[1] - block[0] + 1);
  }

  static boolean isInvisibleOrBidirectional(int codePoint) {
    return Arrays.stream(INVISIBLE)
        .anyMatch(block -> block[0] <= codePoint && codePoint <= block[1]);
  }

  static boolean isFormatOrControl(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.FORMAT
        || type == Character.CONTROL
        || type == Character.SURROGATE
        || type == Character.UNASSIGNED
        || type == Character.PRIVATE_USE;
  }

  static String escaped(String text) {
    String start = text.substring(0, Math.min(text.length(), 64));
    return start
        .codePoints()
        .mapToObj(each -> String.format("U+%04X", each))
        .collect(Collectors.joining(" "));
  }
}
