package dev.chatroom.chaos.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatroom.chaos.record.Entry;
import dev.chatroom.chaos.record.Epoch;
import dev.chatroom.chaos.record.RoomTruth;
import dev.chatroom.redisserver.RedisConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was read of one room so far. */
final class RoomReading {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AT_ONCE = "1000";

  private final String room;
  private final String prefix;
  private final Map<String, NavigableMap<Long, Entry>> epochs = new LinkedHashMap<>();
  private final List<String> contradictions = new ArrayList<>();
  private final Set<String> lossy = new HashSet<>();
  private String current = "";
  private long read;
  private long settledAt;

  RoomReading(String room) {
    this.room = room;
    this.prefix = "chatroom:{" + room + "}:";
  }

  /**
   * Reads what is new. What else happens comes before, or after: epoch and entries are of one time.
   */
  void read(RedisConnection redis) throws IOException {
    boolean more = true;
    while (more) {
      redis.command("MULTI");
      redis.command("HGET", prefix + "meta", "epoch");
      redis.command("XRANGE", prefix + "log", (read + 1) + "-0", "+", "COUNT", AT_ONCE);
      if (redis.command("EXEC") instanceof List<?> replies
          && replies.get(0) instanceof String epoch) {
        if (epoch.equals(current)) {
          List<?> entries = (List<?>) replies.get(1);
          entries.forEach(this::note);
          more = !entries.isEmpty();
        } else {
          current = epoch;
          epochs.putIfAbsent(epoch, new TreeMap<>());
          read = 0;
        }
      } else {
        more = false;
      }
    }
  }

  /** Reads all of it once more: who has it now may have it differently, or less of it. */
  void readAgain(boolean mayHaveLost) {
    read = 0;
    if (mayHaveLost) {
      lossy.add(current);
    }
  }

  private void note(@Nullable Object raw) {
    List<?> entry = (List<?>) Objects.requireNonNull(raw);
    String id = String.valueOf(entry.get(0));
    long offset = Long.parseLong(id.substring(0, id.indexOf('-')));
    Map<String, String> fields = new HashMap<>();
    List<?> all = (List<?>) Objects.requireNonNull(entry.get(1));
    for (int i = 0; i < all.size(); i += 2) {
      fields.put(String.valueOf(all.get(i)), String.valueOf(all.get(i + 1)));
    }
    Entry is = new Entry(offset, parse(fields.get("e")), fields.getOrDefault("k", ""));
    NavigableMap<Long, Entry> entries = Objects.requireNonNull(epochs.get(current));
    Entry before = entries.put(offset, is);
    if (before != null && !before.equals(is)) {
      contradictions.add(before + " was at " + current + ", and then " + is);
    } else if (before == null && !entries.isEmpty() && offset != entries.firstKey()) {
      if (!entries.containsKey(offset - 1)) {
        contradictions.add("there is nothing before " + is + " at " + current);
      }
    }
    read = offset;
  }

  private static JsonNode parse(@Nullable String text) {
    try {
      return JSON.readTree(Objects.requireNonNull(text));
    } catch (IOException noJson) {
      throw new IllegalStateException(text, noJson);
    }
  }

  /** All is quiet now. */
  void settle() {
    settledAt = read;
  }

  /** Returns how many are here who have not left. */
  int present() {
    NavigableMap<Long, Entry> entries = epochs.getOrDefault(current, new TreeMap<>());
    Map<String, Boolean> here = new HashMap<>();
    for (Entry each : entries.values()) {
      if (each.type().equals("joined")) {
        here.put(each.occupant(), true);
      } else if (each.type().equals("left")) {
        here.remove(each.occupant());
      }
    }
    return here.size();
  }

  RoomTruth truth() {
    List<Epoch> all = new ArrayList<>();
    List<String> wrong = new ArrayList<>(contradictions);
    Epoch before = null;
    for (Map.Entry<String, NavigableMap<Long, Entry>> each : epochs.entrySet()) {
      Epoch next =
          new Epoch(
              each.getKey(), List.copyOf(each.getValue().values()), lossy.contains(each.getKey()));
      if (before != null && !before.lossy()) {
        before.entries().stream()
            .filter(entry -> !entry.equals(each.getValue().get(entry.offset())))
            .forEach(entry -> wrong.add(entry + " is not in the next log, " + next.name()));
      }
      all.add(next);
      before = next;
    }
    return new RoomTruth(room, all, settledAt, wrong);
  }
}
