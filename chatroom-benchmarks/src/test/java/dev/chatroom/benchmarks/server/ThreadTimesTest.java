package dev.chatroom.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadTimesTest {

  @TempDir private Path tasks;

  @Test
  void a_thread_that_ended_keeps_what_it_had() throws Exception {
    ThreadTimes times = new ThreadTimes(tasks);
    thread("1", 1000);
    thread("2", 500);
    assertThat(times.nanos()).isEqualTo(1500);

    thread("1", 1001);
    Files.delete(tasks.resolve("2/schedstat"));
    assertThat(times.nanos()).isEqualTo(1501);
  }

  @Test
  void what_compilers_had_is_known() throws Exception {
    ThreadTimes times = new ThreadTimes(tasks);
    thread("1", 1000);
    thread("2", 500, "C2 CompilerThre");
    thread("3", 50, "C1 CompilerThre");

    assertThat(times.nanos()).isEqualTo(1550);
    assertThat(times.compilerNanos()).isEqualTo(550);
  }

  @Test
  void a_process_of_which_nothing_is_known_has_no_figure() {
    ThreadTimes times = new ThreadTimes(tasks);
    assertThatThrownBy(times::nanos).hasMessageContaining("0 threads with a schedstat");
  }

  private void thread(String id, long nanos) throws IOException {
    thread(id, nanos, "worker");
  }

  private void thread(String id, long nanos, String name) throws IOException {
    Path thread = Files.createDirectories(tasks.resolve(id));
    Files.writeString(thread.resolve("schedstat"), nanos + " 7 8\n");
    Files.writeString(thread.resolve("comm"), name + "\n");
  }
}
