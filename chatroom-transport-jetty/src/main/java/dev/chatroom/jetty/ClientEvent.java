package dev.chatroom.jetty;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.chatroom.web.Json;
import java.util.Optional;
import java.util.function.BiConsumer;
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

  /**
   * Reads a text; nothing when it is JSON, but no event.
   *
   * @throws JsonProcessingException when it is no JSON
   */
  static Optional<ClientEvent> parse(String text) throws JsonProcessingException {
    Reading reading = new Reading();
    return Json.parseObject(text, reading) ? reading.event() : Optional.empty();
  }

  /** What has been read of one. */
  private static final class Reading implements BiConsumer<String, @Nullable Object> {

    private @Nullable Object name;
    private @Nullable Object data;
    private @Nullable Object ack;

    @Override
    public void accept(String member, @Nullable Object value) {
      switch (member) {
        case "event" -> name = value;
        case "data" -> data = value;
        case "ack" -> ack = value;
        default -> {
          // Of a version to come.
        }
      }
    }

    Optional<ClientEvent> event() {
      if (!(name instanceof String named)) {
        return Optional.empty();
      }
      if (ack == null) {
        return Optional.of(new ClientEvent(named, data, null));
      }
      return number(ack).map(number -> new ClientEvent(named, data, number));
    }
  }

  private static Optional<Long> number(Object ack) {
    if (!(ack instanceof Integer) && !(ack instanceof Long)) {
      return Optional.empty();
    }
    long number = ((Number) ack).longValue();
    return number < 0 || number > MAX_ACK ? Optional.empty() : Optional.of(number);
  }
}
