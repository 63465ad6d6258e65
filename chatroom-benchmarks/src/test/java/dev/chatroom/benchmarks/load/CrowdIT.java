package dev.chatroom.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.benchmarks.server.Peer;
import dev.chatroom.benchmarks.server.Peers;
import dev.chatroom.benchmarks.server.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small crowds, for a moment, mostly at the server that does nothing wrong. */
final class CrowdIT {

  private static final Timing MOMENT =
      new Timing(Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMillis(300));

  @TempDir private Path directory;

  private Map<String, Double> run(Scenario scenario, String peerName)
      throws IOException, InterruptedException {
    Peer peer = new Peers().named(peerName);
    try (Servers servers = Servers.start(peer, 0, directory.resolve("log"))) {
      return scenario.run(servers, peer.dialect(), MOMENT);
    }
  }

  private static void assertRight(Map<String, Double> figures) {
    assertThat(figures).containsKeys(Figures.FAULTS.toArray(String[]::new));
    assertThat(figures)
        .allSatisfy(
            (name, value) -> {
              if (Figures.FAULTS.contains(name)) {
                assertThat(value).as(name).isZero();
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"chatroom-socketio", "chatroom-jetty"})
  void messages_in_flight_reach_all(String peer) throws Exception {
    Map<String, Double> figures = run(OneRoom.inFlight(20, 8), peer);

    assertRight(figures);
    assertThat(figures.get(Figures.DELIVERIES)).isPositive();
    assertThat(figures.get(Figures.CPU_PER_DELIVERY)).isPositive();
    assertThat(figures.get(Figures.P99)).isPositive();
    assertThat(figures.get(Figures.WIRE_PER_DELIVERY)).isBetween(200.0, 350.0);
  }

  /** What is naive has no one order. */
  @Test
  void messages_in_flight_reach_all_in_some_order() throws Exception {
    Map<String, Double> figures = run(OneRoom.inFlight(20, 8), "jetty");

    assertThat(figures.get(Figures.DELIVERIES)).isPositive();
    assertThat(figures)
        .containsEntry(Figures.LOST, 0.0)
        .containsEntry(Figures.DOUBLED, 0.0)
        .containsEntry(Figures.STRANGE, 0.0)
        .containsEntry(Figures.CUT, 0.0);
  }

  @Test
  void so_many_messages_a_second_are_said_in_many_rooms() throws Exception {
    Map<String, Double> figures = run(new SmallRooms(10, 3, 100), "limit");

    assertRight(figures);
    assertThat(figures.get(Figures.DELIVERIES)).isPositive();
  }

  @Test
  void all_who_join_have_all_names() throws Exception {
    Map<String, Double> figures = run(new Join(70), "limit-plain");

    assertRight(figures);
    // Each has got at least the last list.
    double least = 70.0 * new PlainSpeech().listBytes(70, Guest.NICKNAME_BYTES);
    assertThat(figures.get(Figures.RECEIVED)).isGreaterThan(least);
  }

  @Test
  void those_who_stop_reading_are_missed_by_nobody() throws Exception {
    Map<String, Double> figures = run(new SlowReaders(20, 2), "limit");

    assertRight(figures);
    assertThat(figures.get(Figures.P99_RATIO)).isPositive();
  }

  @Test
  void silence_costs_memory() throws Exception {
    Map<String, Double> figures = run(new Idle(20), "limit");

    assertRight(figures);
    assertThat(figures.get(Figures.RESIDENT)).isPositive();
  }

  @Test
  void a_crowd_goes_when_it_is_closed() throws Exception {
    long before = openFiles();
    var unused = run(new Idle(100), "limit");

    assertThat(openFiles() - before).isLessThan(100);
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  @Test
  void a_room_grows() throws Exception {
    Map<String, Double> figures = run(new Growth(20, 40, 50, 4), "limit");

    assertRight(figures);
    assertThat(figures.get(Figures.STEADY_GROWTH)).isPositive();
    assertThat(figures.get(Figures.BATCHED_GROWTH)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"chatroom-socketio-redis-2", "chatroom-jetty-redis-2"})
  void two_nodes_share_a_room(String peer) throws Exception {
    Map<String, Double> figures = run(new Nodes(20, 8, 100, 20, 50), peer);

    assertRight(figures);
    assertThat(figures.get(Figures.CPU_PER_DELIVERY)).isPositive();
    assertThat(figures.get(Figures.REDIS_PER_MESSAGE)).isPositive();
    assertThat(figures.get("paced: " + Figures.CPU_WITHOUT_COMPILERS)).isPositive();
    assertThat(figures.get("sender's node: p50, ms")).isPositive();
    assertThat(figures.get("other node: p50, ms")).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"chatroom-socketio", "chatroom-jetty"})
  void one_node_needs_no_redis(String peer) throws Exception {
    Map<String, Double> figures = run(new Nodes(20, 8, 100, 20, 50), peer);

    assertRight(figures);
    assertThat(figures.get("sender's node: p50, ms")).isPositive();
    assertThat(figures).doesNotContainKeys(Figures.REDIS_PER_MESSAGE, "other node: p50, ms");
  }
}
