package dev.chatroom.chaos.check;

import dev.chatroom.chaos.record.Entry;
import dev.chatroom.chaos.record.Epoch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One log of a room, and who was in it at each position. */
final class EpochStory {

  private final Epoch epoch;
  private final NavigableMap<Long, Entry> entries = new TreeMap<>();
  private final NavigableMap<Long, Entry> posts = new TreeMap<>();

  /** By the offset of a change: how many changes there were, this one included. */
  private final NavigableMap<Long, Integer> changes = new TreeMap<>();

  private final List<List<String>> rosters = new ArrayList<>(List.of(List.of()));
  private final Map<List<String>, List<Integer>> countsByRoster = new HashMap<>();

  /** Who is here in the end, and under what name. */
  private final Map<String, String> present = new LinkedHashMap<>();

  EpochStory(Epoch epoch) {
    this.epoch = epoch;
    epoch.entries().forEach(this::add);
    for (int count = 0; count < rosters.size(); count++) {
      countsByRoster.computeIfAbsent(rosters.get(count), each -> new ArrayList<>()).add(count);
    }
  }

  private void add(Entry entry) {
    entries.put(entry.offset(), entry);
    if (entry.isPosted()) {
      posts.put(entry.offset(), entry);
    } else if (entry.isChange()) {
      if (entry.type().equals("left")) {
        present.remove(entry.occupant());
      } else {
        present.put(entry.occupant(), entry.nickname());
      }
      changes.put(entry.offset(), rosters.size());
      rosters.add(List.copyOf(present.values()));
    }
  }

  String name() {
    return epoch.name();
  }

  boolean isLossy() {
    return epoch.lossy();
  }

  @Nullable Entry at(long offset) {
    return entries.get(offset);
  }

  Map<String, String> present() {
    return present;
  }

  /** Returns the first message between two offsets, both not included; nothing if there is none. */
  @Nullable Entry postBetween(long after, long before) {
    Map.Entry<Long, Entry> next = posts.higherEntry(after);
    return next == null || next.getKey() >= before ? null : next.getValue();
  }

  int changesThrough(long offset) {
    Map.Entry<Long, Integer> last = changes.floorEntry(offset);
    return last == null ? 0 : last.getValue();
  }

  int changes() {
    return rosters.size() - 1;
  }

  List<String> rosterAfter(int count) {
    return rosters.get(count);
  }

  /** Returns after how many changes, and at least so many, a list is true; -1 if it never is. */
  int countOf(List<String> roster, int atLeast) {
    return countsByRoster.getOrDefault(roster, List.of()).stream()
        .filter(each -> each >= atLeast)
        .findFirst()
        .orElse(-1);
  }
}
