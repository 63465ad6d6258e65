package dev.chatroom.benchmarks.peers;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What a server is asked on its standard input, and says on its standard output. */
final class Control {

  /** By thread: bytes when it was last asked. One that ends takes its count with it. */
  private static final Map<Long, Long> ALLOCATED = new HashMap<>();

  private Control() {}

  /**
   * Says that the server is ready, answers, and ends the process with its standard input: at once,
   * since nobody is there any more who would like to be told.
   */
  static void serve(int port) throws IOException {
    say("listening " + port);
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      switch (line) {
        case "allocated" -> say("allocated " + allocatedBytes());
        default -> say("question: " + line + " (expected: allocated)");
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /** Returns what all threads have allocated so far. */
  private static long allocatedBytes() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] ids = threads.getAllThreadIds();
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    for (int each = 0; each < ids.length; each++) {
      // It is -1 for a thread that ended meanwhile.
      ALLOCATED.merge(ids[each], bytes[each], Math::max);
    }
    return ALLOCATED.values().stream().mapToLong(value -> Math.max(0, value)).sum();
  }
}
