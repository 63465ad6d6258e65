package dev.chatroom.testkit.simulation;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where laws say that they are broken. They do not throw: they look on from within the rooms, which
 * would catch it. The first one counts, as others may follow from it.
 */
final class Breaches {

  private @Nullable Breach first;

  void add(String law, String seen) {
    if (first == null) {
      first = new Breach(law, seen, "");
    }
  }

  /** Says that a law is broken unless something is so. */
  void expect(boolean holds, String law, Supplier<String> otherwise) {
    if (!holds && first == null) {
      first = new Breach(law, otherwise.get(), "");
    }
  }

  Optional<Breach> first() {
    return Optional.ofNullable(first);
  }
}
