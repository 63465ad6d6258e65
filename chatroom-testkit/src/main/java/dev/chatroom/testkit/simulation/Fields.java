package dev.chatroom.testkit.simulation;

import dev.chatroom.spi.Frame;
import java.util.List;
import java.util.Map;

/** What is in frames, as far as simulations look at it. */
final class Fields {

  private Fields() {}

  /** Returns a field as text; empty where there is none. */
  static String text(Object data, String name) {
    Object value = data instanceof Map<?, ?> map ? map.get(name) : null;
    return value == null ? "" : value.toString();
  }

  /** Returns the offset in an id; 0 where there is none. */
  static long offset(Object data) {
    String id = text(data, "id");
    return id.isEmpty() ? 0 : offset(id);
  }

  /** Returns the epoch in the text of a position. */
  static String epoch(String id) {
    return id.substring(0, id.indexOf('-'));
  }

  /** Returns the offset in the text of a position. */
  static long offset(String id) {
    return Long.parseLong(id.substring(id.indexOf('-') + 1));
  }

  /** Returns the data of the messages of a history, oldest first. */
  static List<Object> history(Frame frame) {
    return ((List<?>) frame.data())
        .stream().map(each -> each instanceof Frame inner ? inner.data() : (Object) each).toList();
  }

  /** Returns how many are here, where that stands for a list. */
  static int count(Frame frame) {
    return Integer.parseInt(text(frame.data(), "count"));
  }

  static List<String> nicknames(Frame frame) {
    return ((List<?>) frame.data()).stream().map(Object::toString).toList();
  }
}
