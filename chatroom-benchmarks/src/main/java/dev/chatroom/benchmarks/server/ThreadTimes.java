package dev.chatroom.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the threads of a process have had of the processor. */
final class ThreadTimes {

  private final Path tasks;

  /** By thread: what it had when it was last seen. One that ends takes its figures with it. */
  private final Map<Path, Long> nanos = new HashMap<>();

  /** Those of them that compile, in a JVM. */
  private final Set<Path> compilers = new HashSet<>();

  /**
   * Makes one that has seen none.
   *
   * @param tasks the folder of the threads: {@code /proc/PID/task}
   */
  ThreadTimes(Path tasks) {
    this.tasks = tasks;
  }

  /** Returns what all of them have had until now, in nanoseconds. */
  long nanos() {
    boolean isSeen = false;
    try (Stream<Path> threads = Files.list(tasks)) {
      for (Path thread : threads.toList()) {
        isSeen |= see(thread);
      }
    } catch (IOException itEnded) {
      throw new UncheckedIOException(itEnded);
    }
    if (!isSeen) {
      throw new IllegalStateException(tasks + ": 0 threads with a schedstat (expected: > 0)");
    }
    return nanos.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns what those that compile had of it, when they were last seen. */
  long compilerNanos() {
    return compilers.stream().mapToLong(each -> nanos.getOrDefault(each, 0L)).sum();
  }

  /** The first field of schedstat is the time on the processor (Linux, sched-stats). */
  private boolean see(Path thread) {
    try {
      String stat = Files.readString(thread.resolve("schedstat"));
      // HotSpot's: "C1 CompilerThread0" and "C2 CompilerThread0"; Linux keeps 15 characters.
      if (Files.readString(thread.resolve("comm")).contains(" CompilerThre")) {
        compilers.add(thread);
      }
      nanos.put(thread, Long.parseLong(stat.substring(0, stat.indexOf(' '))));
      return true;
    } catch (IOException theThreadEnded) {
      return false;
    }
  }
}
