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

  static Sent message(
      @Nullable String nickname, String text, @Nullable String key, boolean acknowledged) {
    Map<String, Object> data = new LinkedHashMap<>();
    put(data, "nickname", nickname);
    data.put("msg", text);
    put(data, "key", key);
    return new Sent("message", data, acknowledged);
  }

  static Sent whisper(String to, String text, @Nullable String key) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("to", to);
    data.put("msg", text);
    put(data, "key", key);
    return new Sent("whisper", data, true);
  }

  static Sent order(String event, Map<String, Object> data) {
    return new Sent(event, data, true);
  }

  static Sent nonsense() {
    return new Sent("message", 42, true);
  }

  private static void put(Map<String, Object> data, String field, @Nullable String value) {
    if (value != null) {
      data.put(field, value);
    }
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

  /** Returns whether it says something, to all or to one. */
  boolean isSaying() {
    return !field("msg").isEmpty();
  }

  /** Returns what is said by it; empty when it says nothing. */
  String text() {
    return field("msg");
  }

  /** Returns whether it may be sent again without being said twice. */
  boolean isKeyed() {
    return !field("key").isEmpty();
  }

  /** Returns whether it says something and claims a nickname for that, where there is none. */
  boolean claimsFirst() {
    return isSaying() && !field("nickname").isEmpty();
  }

  private String field(String name) {
    return data == null ? "" : Fields.text(data, name);
  }

  @Override
  public String toString() {
    return event + " " + data;
  }
}
