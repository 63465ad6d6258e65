package dev.chatroom.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.stream.Stream;

/**
 * Which processors a process may use.
 *
 * @param list as Linux writes it: {@code 0-2,5}
 */
record Processors(String list) {

  private static final String NAME = "Cpus_allowed_list:";

  /** Returns those of this process. */
  static Processors ofThisProcess() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      String line = lines.filter(each -> each.startsWith(NAME)).findFirst().orElseThrow();
      return new Processors(line.substring(NAME.length()).strip());
    }
  }

  boolean include(int processor) {
    BitSet all = new BitSet();
    for (String range : list.split(",", -1)) {
      String[] ends = range.split("-", -1);
      all.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
    }
    return all.get(processor);
  }

  @Override
  public String toString() {
    return list;
  }
}
