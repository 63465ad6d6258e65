package dev.chatroom.benchmarks.load;

import dev.chatroom.benchmarks.server.Dialect;
import dev.chatroom.benchmarks.server.Servers;
import java.io.IOException;
import java.util.Map;

/** Something that is done to a server, in order to measure it. */
public interface Scenario {

  /** Returns what it is called on the command line and in results. */
  String name();

  /** Returns what is done, in a few words. */
  String title();

  /**
   * Does it to servers that have just been started; returns what they showed, by {@link Figures}.
   */
  Map<String, Double> run(Servers servers, Dialect dialect, Timing timing)
      throws IOException, InterruptedException;
}
