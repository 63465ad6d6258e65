package dev.chatroom.benchmarks.report;

import java.util.Collections;
import java.util.List;

/** A table in Markdown. */
final class Markdown {

  private final StringBuilder text = new StringBuilder();

  void head(List<String> cells) {
    row(cells);
    row(Collections.nCopies(cells.size(), "---"));
  }

  void row(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
