package dev.chatroom.testkit.simulation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One command, as a client sent it; compared by identity, as the same may be sent twice.
 *
 * @see #again()
 */
final class Sent {

  private final String event;
  private final @Nullable Object data;
  private final boolean acknowledged;

  private Sent(String event, @Nullable Object data, boolean acknowledged) {
    this.event = event;
    this.data = data;
    this.acknowledged = acknowledged;
  }

  static Sent claim(String nickname) {
    return new Sent("nickname", nickname, true);
  }

  static Sent message(@Nullable String nickname, String text, boolean acknowledged) {
    Map<String, Object> data = new LinkedHashMap<>();
    if (nickname != null) {
      data.put("nickname", nickname);
    }
    data.put("msg", text);
    return new Sent("message", data, acknowledged);
  }

  static Sent nonsense() {
    return new Sent("message", 42, true);
  }

  Sent again() {
    return new Sent(event, data, acknowledged);
  }

  String event() {
    return event;
  }

  @Nullable Object data() {
    return data;
  }

  /** Returns whether there is to be an answer, whatever becomes of it. */
  boolean isAcknowledged() {
    return acknowledged;
  }

  /** Returns what is said by it; nothing when it says nothing. */
  @Nullable String text() {
    return data instanceof Map<?, ?> fields && fields.get("msg") instanceof String text
        ? text
        : null;
  }

  @Override
  public String toString() {
    return event + " " + data;
  }
}
