package dev.chatroom.socketio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts attachments where they belong: a packet has {@code {"_placeholder":true,"num":0}} in the
 * place of its first one.
 */
final class Placeholders {

  private static final class NoSuchAttachment extends Exception {
    private static final long serialVersionUID = 1L;

    NoSuchAttachment(@Nullable Object number) {
      super(String.valueOf(number), null, false, false);
    }
  }

  private final List<byte[]> attachments;

  private Placeholders(List<byte[]> attachments) {
    this.attachments = attachments;
  }

  /** Returns the values with attachments; nothing where one is not there. */
  static Optional<List<@Nullable Object>> replace(List<?> values, List<byte[]> attachments) {
    if (attachments.isEmpty()) {
      return Optional.of(new ArrayList<>(values));
    }
    try {
      return Optional.of(new Placeholders(attachments).list(values));
    } catch (NoSuchAttachment malformed) {
      return Optional.empty();
    }
  }

  private @Nullable Object value(@Nullable Object value) throws NoSuchAttachment {
    if (value instanceof List<?> list) {
      return list(list);
    } else if (value instanceof Map<?, ?> map) {
      return Boolean.TRUE.equals(map.get("_placeholder")) ? attachment(map.get("num")) : map(map);
    }
    return value;
  }

  private List<@Nullable Object> list(List<?> values) throws NoSuchAttachment {
    List<@Nullable Object> replaced = new ArrayList<>(values.size());
    for (Object each : values) {
      replaced.add(value(each));
    }
    return replaced;
  }

  private Map<?, @Nullable Object> map(Map<?, ?> values) throws NoSuchAttachment {
    Map<Object, @Nullable Object> replaced = new LinkedHashMap<>();
    for (Map.Entry<?, ?> each : values.entrySet()) {
      replaced.put(each.getKey(), value(each.getValue()));
    }
    return replaced;
  }

  private byte[] attachment(@Nullable Object number) throws NoSuchAttachment {
    if (number instanceof Integer index && index >= 0 && index < attachments.size()) {
      return attachments.get(index);
    }
    throw new NoSuchAttachment(number);
  }
}
