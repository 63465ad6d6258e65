package dev.chatroom.jetty;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event from a client: {@code {"event":"nickname","data":"tom","ack":1}}.
 *
 * @param name what it is called
 * @param data what comes with it, plain values
 * @param ack the number by which the client knows the answer; absent where it wants none
 */
record ClientEvent(String name, @Nullable Object data, @Nullable Long ack) {

  /** What a number of JavaScript can hold and still count. */
  private static final long MAX_ACK = (1L << 53) - 1;

  /** Reads what was JSON; nothing when it is no event. */
  static Optional<ClientEvent> of(@Nullable Object json) {
    if (!(json instanceof Map<?, ?> object) || !(object.get("event") instanceof String name)) {
      return Optional.empty();
    }
    Object ack = object.get("ack");
    if (ack == null) {
      return Optional.of(new ClientEvent(name, object.get("data"), null));
    }
    return number(ack).map(number -> new ClientEvent(name, object.get("data"), number));
  }

  private static Optional<Long> number(Object ack) {
    if (!(ack instanceof Integer) && !(ack instanceof Long)) {
      return Optional.empty();
    }
    long number = ((Number) ack).longValue();
    return number < 0 || number > MAX_ACK ? Optional.empty() : Optional.of(number);
  }
}
