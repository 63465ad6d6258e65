package dev.chatroom.example;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/**
 * Something that tests cannot do without and that not every computer has.
 *
 * @param property the system property that is {@code required} where it must be there
 * @param name what it is called
 * @param help how to get the tests to run
 */
record Needed(String property, String name, String help) {

  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  /** Returns what was found; if it was not, says so once and skips the tests. */
  <T> T orSkip(Optional<T> found) {
    if (found.isEmpty()) {
      String reason = "no " + name + ": the tests with it are skipped; " + help;
      if (System.getProperty(property, "").equals("required")) {
        throw new AssertionError("no " + name + ", but -D" + property + "=required; " + help);
      }
      if (TOLD.add(property)) {
        System.out.println(reason);
      }
      Assumptions.abort(reason);
    }
    return found.orElseThrow();
  }
}
