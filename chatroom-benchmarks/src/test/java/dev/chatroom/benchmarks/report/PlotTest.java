package dev.chatroom.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PlotTest {

  @Test
  void bars_are_as_long_as_their_values() throws Exception {
    List<Double> widths = widths(bar("a", 10), bar("b", 20), bar("c", 40));
    assertThat(widths.get(1)).isEqualTo(2 * widths.get(0));
    assertThat(widths.get(2)).isEqualTo(4 * widths.get(0));
  }

  @Test
  void bars_of_values_that_are_far_apart_are_as_long_as_their_logarithms() throws Exception {
    List<Double> widths = widths(bar("a", 10), bar("b", 100), bar("c", 1000), bar("d", 1));
    assertThat(widths.get(1)).isEqualTo(2 * widths.get(0));
    assertThat(widths.get(2)).isEqualTo(3 * widths.get(0));
  }

  @Test
  void labels_are_text_and_no_markup() throws Exception {
    Element svg = parse(Plot.of(Map.of("a < b & c", List.of(bar("<who>", 0)))));
    assertThat(svg.getTextContent()).contains("a < b & c", "<who>");
  }

  @Test
  void all_charts_are_within_the_picture() throws Exception {
    Element svg =
        parse(Plot.of(Map.of("a", List.of(bar("x", 1), bar("y", 2)), "b", List.of(bar("z", 3)))));
    double height = Double.parseDouble(svg.getAttribute("height"));
    for (Element each : elements(svg, "text")) {
      assertThat(Double.parseDouble(each.getAttribute("y"))).isBetween(0.0, height);
    }
  }

  private static Bar bar(String label, double value) {
    return new Bar(label, Bar.Kind.OTHER, new Statistics(value, value, value));
  }

  private static List<Double> widths(Bar... bars) throws Exception {
    List<Double> widths = new ArrayList<>();
    for (Element each : elements(parse(Plot.of(Map.of("chart", List.of(bars)))), "rect")) {
      widths.add(Double.parseDouble(each.getAttribute("width")));
    }
    return widths;
  }

  private static List<Element> elements(Element svg, String name) {
    NodeList found = svg.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static Element parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }
}
