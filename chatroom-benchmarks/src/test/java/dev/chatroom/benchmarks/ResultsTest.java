package dev.chatroom.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatroom.benchmarks.load.Result;
import dev.chatroom.benchmarks.report.Origin;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultsTest {

  private static final Origin MONDAY = new Origin("2026-11-23T10:00:00Z", "a machine", "Node 1");
  private static final Origin TUESDAY = new Origin("2026-11-24T10:00:00Z", "a machine", "Node 1");
  private static final Origin UPDATED = new Origin("2026-11-24T10:00:00Z", "a machine", "Node 2");

  @TempDir private Path directory;

  @Test
  void what_was_added_is_there_with_what_was_there_before() throws Exception {
    Path file = directory.resolve("results");
    Result one = new Result("steady", "limit", 1, Map.of("p99, ms", 1.5, "ratio", Double.NaN));
    Result two = new Result("join", "node-ws", 2, Map.of("received, B", 54e9));
    new Results(file).begin(MONDAY, false);
    new Results(file).add(one);
    new Results(file).begin(TUESDAY, true);
    new Results(file).add(two);

    assertThat(new Results(file).all()).containsExactly(one, two);
    assertThat(new Results(file).origin()).isEqualTo(MONDAY);
  }

  @Test
  void two_runs_are_not_mixed_unless_that_is_wished_and_right() throws Exception {
    Results results = new Results(directory.resolve("results"));
    results.begin(MONDAY, true);

    assertThatThrownBy(() -> results.begin(TUESDAY, false)).hasMessageContaining("--append");
    assertThatThrownBy(() -> results.begin(UPDATED, true)).hasMessageContaining("Node 2");
    assertThat(results.origin()).isEqualTo(MONDAY);
  }
}
