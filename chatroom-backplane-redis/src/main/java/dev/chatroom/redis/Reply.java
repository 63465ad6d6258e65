package dev.chatroom.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the {@link Library} answers: a word, and what goes with it. */
record Reply(List<Object> parts) {

  String word() {
    return text(0);
  }

  boolean isOk() {
    return word().equals("ok");
  }

  String text(int index) {
    return String.valueOf(parts.get(index));
  }

  long number(int index) {
    return Long.parseLong(text(index));
  }

  List<String> texts(int index) {
    List<String> texts = new ArrayList<>();
    if (parts.get(index) instanceof List<?> list) {
      list.forEach(each -> texts.add(String.valueOf(each)));
    }
    return texts;
  }

  /** Pairs, as Redis gives a hash. */
  Map<String, String> pairs(int index) {
    List<String> flat = texts(index);
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      pairs.put(flat.get(i), flat.get(i + 1));
    }
    return pairs;
  }

  /** Events with their offsets, in order. */
  List<Raw> events(int index) {
    List<String> flat = texts(index);
    List<Raw> events = new ArrayList<>(flat.size() / 2);
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      events.add(new Raw(Long.parseLong(flat.get(i)), flat.get(i + 1)));
    }
    return events;
  }

  /** An event as it stands in Redis. */
  record Raw(long offset, String text) {}
}
