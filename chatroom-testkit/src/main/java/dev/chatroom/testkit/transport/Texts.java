package dev.chatroom.testkit.transport;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts that go wrong where somebody counts characters, bytes or units otherwise than others. */
final class Texts {

  private static final int LONGEST_BYTES = 64 * 1024;

  /** One, two, three and four bytes of UTF-8. */
  private static final String MIXED = "aé啊🙂";

  static final List<String> ALL =
      List.of(
          "plain",
          "啥也不写发毛线呢",
          "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽",
          "𝒳𠜎𐍈",
          "שלום עולם, مرحبا بالعالم",
          "e\u0301 is not \u00e9, and \uac00 is not \u1100\u1161",
          "\"quotes\", \\backslashes\\, </script>, 'x', &amp;, %41, +, {\"msg\":1}",
          "line\nline\r\nline\ttab\u2028line\u2029line\u0085",
          "control \u0001 \u001b[1m \u007f \u0000 end",
          "\ufeffbom \u202eright to left\u202c \u200bzero \ufffd \ufdd0",
          "data: x\n\ndata: y",
          "x".repeat(LONGEST_BYTES),
          longest());

  private Texts() {}

  private static String longest() {
    int bytes = MIXED.getBytes(StandardCharsets.UTF_8).length;
    return MIXED.repeat(LONGEST_BYTES / bytes) + "x".repeat(LONGEST_BYTES % bytes);
  }

  static String longerThanAllowed() {
    return longest() + "x";
  }
}
