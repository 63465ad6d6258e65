package dev.chatroom.chromium;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;

/**
 * Something that tests cannot do without and that not every computer has.
 *
 * @param property the system property that is {@code required} where it must be there, and {@code
 *     off} where the tests with it are not to run
 * @param name what it is called
 * @param help how to get the tests to run
 */
public record Needed(String property, String name, String help) {

  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  /** Looks for it; if it is not found, or not wanted, says so once and skips the tests. */
  public <T> T orSkip(Supplier<Optional<T>> search) {
    String wish = System.getProperty(property, "");
    if (wish.equals("off")) {
      skip("-D" + property + "=off: the tests with " + name + " are skipped");
    }
    Optional<T> found = search.get();
    if (found.isEmpty()) {
      if (wish.equals("required")) {
        throw new AssertionError("no " + name + ", but -D" + property + "=required; " + help);
      }
      skip("no " + name + ": the tests with it are skipped; " + help);
    }
    return found.orElseThrow();
  }

  private void skip(String reason) {
    if (TOLD.add(property)) {
      System.out.println(reason);
    }
    Assumptions.abort(reason);
  }
}
