package dev.chatroom.chaos.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Where laws say that they are broken. Of one law the first few are kept, and all are counted. */
final class Breaches {

  private static final int KEPT = 20;

  private final Map<String, List<String>> seen = new LinkedHashMap<>();

  void expect(boolean holds, String law, Supplier<String> otherwise) {
    if (!holds) {
      List<String> of = seen.computeIfAbsent(law, each -> new ArrayList<>());
      of.add(of.size() < KEPT ? otherwise.get() : "");
    }
  }

  void add(String law, String what) {
    expect(false, law, () -> what);
  }

  List<Breach> all() {
    List<Breach> all = new ArrayList<>();
    seen.forEach(
        (law, of) -> {
          of.stream().filter(each -> !each.isEmpty()).forEach(e -> all.add(new Breach(law, e)));
          if (of.size() > KEPT) {
            all.add(new Breach(law, of.size() - KEPT + " times more"));
          }
        });
    return all;
  }
}
