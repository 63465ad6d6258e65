package dev.chatroom.internal;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a payload that came from outside, which may be anything.
 *
 * @param data the payload
 */
record Fields(@Nullable Object data) {

  private @Nullable Object field(String name) {
    return data instanceof Map<?, ?> map ? map.get(name) : null;
  }

  /** Returns whether there is a field, whatever it is. */
  boolean has(String name) {
    return field(name) != null;
  }

  Optional<String> text(String name) {
    return field(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** Returns whether a field is a text, or is not there. */
  boolean mayHaveText(String name) {
    return field(name) == null || field(name) instanceof String;
  }

  Optional<Boolean> truth(String name) {
    return field(name) instanceof Boolean truth ? Optional.of(truth) : Optional.empty();
  }

  Optional<Long> number(String name) {
    return field(name) instanceof Number number
        ? Optional.of(number.longValue())
        : Optional.empty();
  }
}
