package dev.chatroom.testkit.backplane;

import java.util.List;

/** Texts that go wrong where somebody writes them into something else and reads them again. */
final class Texts {

  private static final int LONG_CHARS = 20_000;

  static final List<String> ALL =
      List.of(
          "plain",
          " ",
          "啥也不写发毛线呢",
          "👩‍👩‍👧‍👦 🏳️‍🌈 𝒳𠜎",
          "שלום, مرحبا",
          "e\u0301 is not \u00e9",
          "\"quotes\" 'single' \\back\\slash \\u0041 \\n",
          "{\"a\":[1,null]} </script> %s %41 $1 ${x} KEYS[1] ]] --[[ ;",
          "line\nline\r\nline\ttab\u2028line\u2029line\u0085",
          "control \u0000 \u0001 \u001b[1m \u007f end",
          "\ufeffbom \u202eright to left\u202c \u200bzero \ufffd \uffff",
          "null",
          "-1",
          "1e400",
          "12345678901234567890",
          "a:b|c,d;e/f#g*h?",
          "long " + "é🙂x".repeat(LONG_CHARS / 4));

  /** For names, keys and ids: not so long. */
  static final List<String> SHORT =
      ALL.stream().filter(each -> each.length() < 100 && !each.isBlank()).toList();

  private Texts() {}
}
