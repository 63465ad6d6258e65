package dev.chatroom.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.benchmarks.load.Result;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultsTest {

  @TempDir private Path directory;

  @Test
  void what_was_added_is_there_with_what_was_there_before() throws Exception {
    Path file = directory.resolve("results");
    Result one = new Result("steady", "limit", 1, Map.of("p99, ms", 1.5, "ratio", Double.NaN));
    Result two = new Result("join", "node-ws", 2, Map.of("received, B", 54e9));
    new Results(file).add(one);
    new Results(file).add(two);

    assertThat(new Results(file).all()).containsExactly(one, two);
  }
}
