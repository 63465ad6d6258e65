package dev.chatroom.benchmarks.peers;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who is in a room of a naive peer, in order of joining. */
final class Nicknames {

  /** What a claim of a nickname that somebody has is answered. */
  static final Map<String, String> TAKEN = Map.of("msg", "昵称已经存在");

  static final Map<String, String> OK = Map.of("msg", "ok");

  private static final Map<String, Nicknames> ROOMS = new ConcurrentHashMap<>();

  private final Set<String> names = new LinkedHashSet<>();

  private Nicknames() {}

  static Nicknames of(String room) {
    return ROOMS.computeIfAbsent(room, made -> new Nicknames());
  }

  synchronized boolean claim(String name) {
    return names.add(name);
  }

  synchronized void free(String name) {
    names.remove(name);
  }

  synchronized List<String> list() {
    return List.copyOf(names);
  }
}
