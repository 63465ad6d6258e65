package dev.chatroom.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatroom.chaos.node.NodeBook;
import dev.chatroom.chaos.node.NodeOptions;
import dev.chatroom.chaos.node.NodeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeSlotIT {

  private static final Duration BOUND = Duration.ofSeconds(30);

  /** A node listens before it has found its Redis, so that there need be none. */
  private static final String NO_REDIS = "redis://127.0.0.1:1";

  @TempDir private Path logs;
  private final NodeBook book = new NodeBook(1);
  private final CountDownLatch launched = new CountDownLatch(1);

  @Test
  void a_node_killed_while_it_starts_is_no_failure_and_the_next_one_is_known() throws Exception {
    try (NodeSlot slot = slot(NO_REDIS)) {
      CompletableFuture<Void> starting = CompletableFuture.runAsync(() -> start(slot));
      launched.await();
      slot.takeOut().kill();

      assertThat(starting).succeedsWithin(BOUND);
      assertThat(book.any(new Random(1))).isNull();

      slot.start();

      assertThat(book.any(new Random(1))).isNotNull();
    }
  }

  @Test
  void a_node_that_ends_by_itself_before_it_listens_is_a_failure() {
    try (NodeSlot slot = slot("nonsense")) {
      assertThatThrownBy(slot::start)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("by itself");
    }
  }

  private NodeSlot slot(String redis) {
    NodeOptions options =
        new NodeOptions(
            redis, Duration.ofSeconds(2), Duration.ofSeconds(1), List.of("lobby"), "00".repeat(32));
    return new NodeSlot(
        0,
        book,
        () -> {
          NodeProcess process = NodeProcess.start(options, List.of(), logs.resolve("node.log"));
          launched.countDown();
          return process;
        });
  }

  private static void start(NodeSlot slot) {
    try {
      slot.start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
