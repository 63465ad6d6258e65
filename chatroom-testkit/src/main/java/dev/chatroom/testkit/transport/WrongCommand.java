package dev.chatroom.testkit.transport;

import dev.chatroom.Refusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command that is well-formed and cannot be accepted.
 *
 * @param name what is wrong with it
 * @param event the name of the event
 * @param data its payload
 * @param refusal why it is refused
 */
record WrongCommand(String name, String event, @Nullable Object data, Refusal refusal) {

  static final List<WrongCommand> ALL =
      List.of(
          new WrongCommand("a number for a nickname", "nickname", 7, Refusal.MALFORMED),
          new WrongCommand("no nickname", "nickname", null, Refusal.MALFORMED),
          new WrongCommand("a truth for a nickname", "nickname", true, Refusal.MALFORMED),
          new WrongCommand("a list for a nickname", "nickname", List.of("tom"), Refusal.MALFORMED),
          new WrongCommand(
              "lists in lists for a nickname", "nickname", nested(30), Refusal.MALFORMED),
          new WrongCommand("a blank nickname", "nickname", "  ", Refusal.NICKNAME_BLANK),
          new WrongCommand(
              "a long nickname", "nickname", "x".repeat(33), Refusal.NICKNAME_TOO_LONG),
          new WrongCommand(
              "an invisible nickname", "nickname", "to\u200bm", Refusal.NICKNAME_ILLEGAL),
          new WrongCommand("a string for a message", "message", "hi", Refusal.MALFORMED),
          new WrongCommand("a message without text", "message", Map.of(), Refusal.MALFORMED),
          new WrongCommand("a number for a text", "message", Map.of("msg", 1.5), Refusal.MALFORMED),
          new WrongCommand(
              "a message from nobody", "message", msg("hi"), Refusal.NICKNAME_REQUIRED),
          new WrongCommand("an event of the server", "nicknames", List.of(), Refusal.UNKNOWN_EVENT),
          new WrongCommand(
              "an unknown event", "no such event 🙂", msg("hi"), Refusal.UNKNOWN_EVENT));

  private static Map<String, Object> msg(String text) {
    return Map.of("msg", text);
  }

  private static Object nested(int levels) {
    Object nested = List.of();
    for (int i = 0; i < levels; i++) {
      nested = List.of(nested);
    }
    return nested;
  }

  String code() {
    return refusal.code();
  }

  @Override
  public String toString() {
    return name;
  }
}
