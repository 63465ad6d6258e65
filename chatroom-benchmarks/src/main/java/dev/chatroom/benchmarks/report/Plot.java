package dev.chatroom.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Bar charts, one below the other, as SVG that is read on a light and on a dark page. */
final class Plot {

  private static final int WIDTH = 760;
  private static final int LEFT = 250;
  private static final int RIGHT = 150;
  private static final int ROW = 22;
  private static final int BAR = 14;
  private static final int HEAD = 30;
  private static final int FOOT = 26;

  private static final String STYLE =
      """
      <style>
        text { font: 12px system-ui, sans-serif; fill: #333 }
        .title { font-weight: 600 }
        .end { text-anchor: end }
        .middle { text-anchor: middle; fill: #777 }
        .line { stroke: #8884 }
        .range { stroke: #333; stroke-width: 1.5 }
        .ours { fill: #c2410c }
        .limit { fill: #8b8b8b }
        .other { fill: #4f7cac }
        @media (prefers-color-scheme: dark) {
          text { fill: #ddd }
          .middle { fill: #999 }
          .range { stroke: #ddd }
          .ours { fill: #f97316 }
        }
      </style>
      """;

  private final StringBuilder svg = new StringBuilder();
  private int y;

  private Plot() {}

  /**
   * Draws.
   *
   * @param charts the bars of each chart, by its title, in the order of the map
   */
  static String of(Map<String, List<Bar>> charts) {
    Plot plot = new Plot();
    charts.forEach(plot::draw);
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d">
        %s%s</svg>
        """
        .formatted(WIDTH, plot.y, WIDTH, plot.y, STYLE, plot.svg);
  }

  private void draw(String title, List<Bar> bars) {
    Axis axis = Axis.of(bars);
    text(LEFT, y + HEAD - 12, "title", axis.isLogarithmic() ? title + " (logarithmic)" : title);
    int top = y + HEAD;
    int bottom = top + bars.size() * ROW;
    for (double value : axis.lines()) {
      line(x(axis, value), top, x(axis, value), bottom, "line");
      text(x(axis, value), bottom + 14, "middle", Numbers.shortly(value));
    }
    for (int i = 0; i < bars.size(); i++) {
      draw(bars.get(i), axis, top + i * ROW);
    }
    y = bottom + FOOT;
  }

  private void draw(Bar bar, Axis axis, int top) {
    Statistics value = bar.value();
    int middle = top + ROW / 2;
    text(LEFT - 8, middle + 4, "end", bar.label());
    append(
        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
        bar.kind().name().toLowerCase(Locale.ROOT),
        LEFT,
        middle - BAR / 2,
        Math.max(1, x(axis, value.median()) - LEFT),
        BAR);
    line(x(axis, value.min()), middle, x(axis, value.max()), middle, "range");
    text(x(axis, value.max()) + 6, middle + 4, "value", Numbers.shortly(value.median()));
  }

  private static double x(Axis axis, double value) {
    return LEFT + axis.place(value) * (WIDTH - LEFT - RIGHT);
  }

  private void line(double x1, double y1, double x2, double y2, String style) {
    append(
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        style, x1, y1, x2, y2);
  }

  private void text(double x, double baseline, String style, String text) {
    append("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", style, x, baseline, escaped(text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private void append(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
