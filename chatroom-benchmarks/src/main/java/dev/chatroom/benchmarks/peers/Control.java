package dev.chatroom.benchmarks.peers;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/** What a server is asked on its standard input, and says on its standard output. */
final class Control {

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
        case "collect" -> {
          System.gc();
          say("collected");
        }
        default -> say("question: " + line + " (expected: allocated, collect)");
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /** Returns what the threads that live have allocated so far. */
  private static long allocatedBytes() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      // It is -1 for a thread that ended meanwhile.
      sum += Math.max(0, bytes);
    }
    return sum;
  }
}
