package dev.chatroom.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatroom.benchmarks.load.Figures;
import dev.chatroom.benchmarks.load.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private static final String STEADY = "steady";
  private static final String NODES = "nodes";
  private static final String IN_FLIGHT = "in-flight-16";

  private static final Origin ORIGIN = new Origin("2026-11-26T05:00:00Z", "a machine", "Node 1");

  @TempDir private Path docs;

  private final List<Result> results = new ArrayList<>();

  @BeforeEach
  void emptyPage() throws IOException {
    Files.writeString(
        docs.resolve("benchmarks.md"), "before\n<!-- results -->\nold\n<!-- /results -->\nafter\n");
  }

  @Test
  void a_row_has_the_median_and_how_far_rounds_were_apart_and_its_ratio_to_the_limit()
      throws Exception {
    measured(STEADY, "limit", Figures.CPU_PER_DELIVERY, 4.0, 5.0, 5.5);
    measured(STEADY, "chatroom-socketio", Figures.CPU_PER_DELIVERY, 7.0, 6.0, 5.25);
    assertThat(row("this, Socket.IO")).contains("| 6 (5.25–7) | 1.20 |");
  }

  @Test
  void a_plain_peer_is_compared_with_the_plain_limit() throws Exception {
    measured(STEADY, "limit", Figures.CPU_PER_DELIVERY, 4.0);
    measured(STEADY, "limit-plain", Figures.CPU_PER_DELIVERY, 3.0);
    measured(STEADY, "chatroom-jetty", Figures.CPU_PER_DELIVERY, 4.5);
    assertThat(row("this, Jetty")).contains("| 4.50 | 1.50 |");
  }

  @Test
  void throughput_is_compared_with_the_best_of_what_people_would_use() throws Exception {
    measured(IN_FLIGHT, "limit", Figures.DELIVERIES, 1_000_000.0);
    measured(IN_FLIGHT, "chatroom-socketio", Figures.DELIVERIES, 800_000.0);
    measured(IN_FLIGHT, "netty-socketio", Figures.DELIVERIES, 50_000.0);
    measured(IN_FLIGHT, "node-ws", Figures.DELIVERIES, 80_000.0);
    measured(IN_FLIGHT, "jetty", Figures.DELIVERIES, 100_000.0);
    assertThat(row("this, Socket.IO")).contains("| 800 k | 0.800 | 10 |");
    assertThat(bound("deliveries, 16 in flight ÷ best"))
        .isEqualTo("| deliveries, 16 in flight ÷ best | ≥ 9 | 10, holds | ≥ 5 | not measured |");
  }

  @Test
  void a_bound_that_does_not_hold_is_said_to() throws Exception {
    measured(STEADY, "limit", Figures.CPU_PER_DELIVERY, 4.0);
    measured(STEADY, "chatroom-socketio", Figures.CPU_PER_DELIVERY, 4.64);
    assertThat(bound("CPU per delivery, steady ÷ limit")).contains("1.16, **does not hold**");
  }

  @Test
  void a_bound_is_held_by_what_is_shown() throws Exception {
    measured(STEADY, "limit", Figures.CPU_PER_DELIVERY, 4.0);
    measured(STEADY, "chatroom-socketio", Figures.CPU_PER_DELIVERY, 4.616);
    assertThat(bound("CPU per delivery, steady ÷ limit")).contains("1.15, holds");
  }

  @Test
  void what_went_wrong_is_shown_and_so_is_that_nothing_did() throws Exception {
    measured(STEADY, "limit", Figures.LOST, 0.0, 0.0);
    measured(STEADY, "jetty", Figures.ORDERS_DIFFER, 0.0, 12_345.0);
    measured(STEADY, "chatroom-jetty", Figures.DOUBLED, 0.0, 1.0);
    assertThat(row("limit")).endsWith("| nothing |");
    assertThat(row("Jetty's WebSocket API")).endsWith("| orders differ 12.3 k |");
    assertThat(bound("deliveries and connections")).endsWith("| 1, **does not hold** |");
  }

  @Test
  void a_connection_that_was_cut_went_wrong() throws Exception {
    measured(STEADY, "chatroom-socketio", Figures.CUT, 0.0, 2.0);
    assertThat(row("this, Socket.IO")).endsWith("| cut 2 |");
    assertThat(bound("deliveries and connections")).contains("| 2, **does not hold** |");
  }

  @Test
  void without_a_limit_or_a_figure_there_is_no_ratio() throws Exception {
    measured(IN_FLIGHT, "chatroom-socketio", Figures.CPU_PER_DELIVERY, 4.0);
    measured(IN_FLIGHT, "node-ws", Figures.DELIVERIES, 4.0);
    measured(IN_FLIGHT, "somebody", Figures.DELIVERIES, 4.0);
    assertThat(row("this, Socket.IO"))
        .isEqualTo("| this, Socket.IO | 4 | – | – | – | – | nothing |");
    assertThat(page()).doesNotContain("somebody");
  }

  @Test
  void a_load_at_its_limit_and_a_server_that_is_not_are_marked() throws Exception {
    measured(IN_FLIGHT, "limit", Figures.LOAD_CPU, 94.0);
    assertThat(page()).doesNotContain("†");
    measured(IN_FLIGHT, "node-ws", Figures.LOAD_CPU, 96.0);
    measured(IN_FLIGHT, "jetty", Figures.SERVER_CPU, 89.0);
    assertThat(row("limit")).doesNotContain("†");
    assertThat(row("ws for Node")).contains("| 96 † |");
    assertThat(row("Jetty's WebSocket API")).contains("| 89 † |");
    assertThat(page()).contains("\n† In a round the clients had more than 95 %");
  }

  @Test
  void a_server_is_marked_only_where_there_is_always_something_to_do() throws Exception {
    measured(STEADY, "limit", Figures.SERVER_CPU, 10.0);
    assertThat(page()).doesNotContain("†");
  }

  @Test
  void who_was_not_measured_in_each_round_is_said_to() throws Exception {
    measured(STEADY, "limit", Figures.P99, 4.0, 4.0);
    measured(STEADY, "jetty", Figures.P99, 5.0);
    assertThat(row("limit")).isNotEmpty();
    assertThat(row("Jetty's WebSocket API (n = 1)")).isNotEmpty();
  }

  @Test
  void each_scenario_says_how_many_rounds_it_had() throws Exception {
    measured(STEADY, "limit", Figures.P99, 4.0, 4.0);
    measured(IN_FLIGHT, "limit", Figures.P99, 5.0);
    assertThat(row("limit")).isNotEmpty();
    assertThat(page()).contains("\nRounds: 2.\n").contains("\nRounds: 1.\n");
  }

  @Test
  void two_nodes_are_compared_with_one_by_what_a_delivery_costs_both() throws Exception {
    measured(NODES, "chatroom-socketio-redis-1", Figures.CPU_WITHOUT_COMPILERS, 0.5, 0.6, 0.7);
    measured(NODES, "chatroom-socketio-redis-2", Figures.CPU_WITHOUT_COMPILERS, 0.625);
    measured(NODES, "chatroom-jetty-redis-1", Figures.CPU_WITHOUT_COMPILERS, 0.6);
    measured(NODES, "chatroom-jetty-redis-2", Figures.CPU_WITHOUT_COMPILERS, 0.8);
    assertThat(bound("two nodes on Redis ÷ one: deliveries that a core does for each, 16 in"))
        .endsWith("| ≥ 1.7 | 1.92, holds | ≥ 1.7 | 1.50, **does not hold** |");
  }

  @Test
  void at_a_pace_they_are_compared_too() throws Exception {
    String paced = "paced: " + Figures.CPU_WITHOUT_COMPILERS;
    measured(NODES, "chatroom-socketio-redis-1", paced, 5.0);
    measured(NODES, "chatroom-socketio-redis-2", paced, 5.0);
    assertThat(bound("two nodes on Redis ÷ one: deliveries that a core does for each, 100 mess"))
        .endsWith("| ≥ 1.7 | 2, holds | ≥ 1.7 | not measured |");
  }

  @Test
  void what_redis_adds_to_the_way_of_a_message_is_stated() throws Exception {
    measured(NODES, "chatroom-socketio", "sender's node: p50, ms", 0.25);
    measured(NODES, "chatroom-socketio-redis-1", "sender's node: p50, ms", 0.75);
    measured(NODES, "chatroom-socketio-redis-2", "sender's node: p50, ms", 1.25);
    measured(NODES, "chatroom-socketio-redis-2", "other node: p50, ms", 1.5);
    assertThat(row("Redis, one node")).endsWith("| 0.500 | – |");
    assertThat(row("Redis, two nodes, at the sender's")).endsWith("| 1 | – |");
    assertThat(row("Redis, two nodes, at the other")).endsWith("| 1.25 | – |");
  }

  @Test
  void what_goes_wrong_in_shared_rooms_counts() throws Exception {
    measured(NODES, "chatroom-jetty-redis-2", Figures.LOST, 3.0);
    assertThat(bound("deliveries and connections")).endsWith("| 3, **does not hold** |");
  }

  @Test
  void what_jmh_measured_is_there_too() throws Exception {
    Path json = docs.resolve("jmh.json");
    Files.writeString(
        json,
        """
        [{"benchmark": "a.b.PostInRoomOfTwo.post",
          "params": {},
          "primaryMetric": {"score": 1234.5, "scoreUnit": "ns/op"},
          "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 320.0, "scoreUnit": "B/op"}}}]
        """);
    results.addAll(JmhResults.read(json));
    assertThat(row("PostInRoomOfTwo.post")).isEqualTo("| PostInRoomOfTwo.post | 1230 | 320 |");
    assertThat(bound("the same, allocated, B"))
        .isEqualTo("| the same, allocated, B | ≤ 400 | 320, holds | – | – |");
  }

  @Test
  void the_words_around_the_results_stay_and_each_scenario_has_its_chart() throws Exception {
    measured(STEADY, "limit", Figures.P99, 4.0);
    String page = page();
    assertThat(page)
        .startsWith("before\n<!-- results -->\n")
        .endsWith("<!-- /results -->\nafter\n");
    assertThat(page)
        .doesNotContain("old")
        .contains("2026-11-26", "a machine", "Node 1", "(benchmarks/steady.svg)");
    assertThat(docs.resolve("benchmarks/steady.svg")).exists();
    assertThat(docs.resolve("benchmarks/in-flight-16.svg")).doesNotExist();
    assertThat(page()).as("written again").isEqualTo(page);
  }

  @Test
  void a_page_without_the_marks_is_left_alone() throws Exception {
    Files.writeString(docs.resolve("benchmarks.md"), "words");
    assertThatThrownBy(this::page).hasMessageContaining("<!-- results -->");
    assertThat(docs.resolve("benchmarks.md")).hasContent("words");
  }

  private void measured(String scenario, String peer, String figure, double... values) {
    for (int i = 0; i < values.length; i++) {
      results.add(new Result(scenario, peer, i + 1, Map.of(figure, values[i])));
    }
  }

  private String page() throws IOException {
    new Report(results, ORIGIN).write(docs);
    return Files.readString(docs.resolve("benchmarks.md"));
  }

  private String row(String title) throws IOException {
    return line("| " + title + " |");
  }

  private String bound(String what) throws IOException {
    return line("| " + what);
  }

  private String line(String beginning) throws IOException {
    return page().lines().filter(line -> line.startsWith(beginning)).findFirst().orElseThrow();
  }
}
