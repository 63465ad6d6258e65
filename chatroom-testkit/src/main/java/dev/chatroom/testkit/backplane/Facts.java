package dev.chatroom.testkit.backplane;

import dev.chatroom.Position;
import dev.chatroom.spi.LogEntry;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a value says apart from where and when: two logs in which the same has happened say the same
 * by it, though they have another epoch and another time.
 *
 * <p>A position is its offset, and the component {@code time} of a record is left out; any other
 * instant, such as the end of a ban, stays as it is. Of the key of an entry only whether there is
 * one, since a backplane may keep it in a form of its own.
 */
final class Facts {

  private static final int SHOWN_CHARS = 300;

  private Facts() {}

  static @Nullable Object of(@Nullable Object value) {
    if (value instanceof Position position) {
      return position.offset();
    } else if (value instanceof List<?> list) {
      return list.stream().map(Facts::of).toList();
    } else if (value instanceof Map<?, ?> map) {
      Map<Object, @Nullable Object> facts = new LinkedHashMap<>();
      map.forEach((key, each) -> facts.put(key, of(each)));
      return facts;
    } else if (value instanceof LogEntry entry) {
      Map<String, @Nullable Object> facts = ofRecord(entry);
      facts.put("key", entry.key() != null);
      return facts;
    } else if (value instanceof Record fields) {
      return ofRecord(fields);
    }
    return value;
  }

  private static Map<String, @Nullable Object> ofRecord(Record value) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("is", value.getClass().getSimpleName());
    for (RecordComponent each : value.getClass().getRecordComponents()) {
      Object component = component(value, each);
      if (!(component instanceof Instant && each.getName().equals("time"))) {
        facts.put(each.getName(), of(component));
      }
    }
    return facts;
  }

  private static @Nullable Object component(Record value, RecordComponent component) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  /** Returns the beginning of what it says in one line. */
  static String brief(Object value) {
    String text = value.toString().replaceAll("\\R", "¶");
    return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "…";
  }
}
