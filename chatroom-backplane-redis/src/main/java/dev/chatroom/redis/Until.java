package dev.chatroom.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The end of a ban or of a mute: exactly, as {@code until}, and for comparing in Redis, where
 * numbers have 53 bits, as the first millisecond in which it is over, {@code till}.
 */
final class Until {

  private static final long LATEST = 9_000_000_000_000_000L;
  private static final Instant LATEST_INSTANT = Instant.ofEpochMilli(LATEST);
  private static final Instant EARLIEST = Instant.ofEpochMilli(-LATEST);

  private Until() {}

  static void put(ObjectNode node, @Nullable Instant until) {
    if (until != null) {
      node.put("until", until.toString()).put("till", till(until));
    }
  }

  private static long till(Instant until) {
    if (until.isAfter(LATEST_INSTANT)) {
      return LATEST;
    } else if (until.isBefore(EARLIEST)) {
      return -LATEST;
    }
    long millis = until.toEpochMilli();
    return Instant.ofEpochMilli(millis).isBefore(until) ? millis + 1 : millis;
  }

  static @Nullable Instant of(JsonNode node) {
    JsonNode until = node.get("until");
    return until == null ? null : Instant.parse(until.asText());
  }
}
