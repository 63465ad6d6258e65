package dev.chatroom.testkit;

import java.util.List;
import java.util.Map;

/**
 * One thing that a client got: an event of the documented protocol, or the answer to a command.
 *
 * <pre>{@code
 * assertThat(tom.received()).extracting(Received::toString)
 *     .containsExactly("nicknames []", "ack ok", "nicknames [tom]");
 * }</pre>
 *
 * <p>{@link #toString()} is short, for assertions and for people: {@code message tom说:hi}, {@code
 * nicknames [tom, ann]}, {@code history [tom说:hi]}, {@code ack ok}, {@code ack nickname_taken},
 * {@code refused nickname_taken}, {@code reset lagged}, {@code closed going_away}, {@code joined
 * tom}, {@code left tom}, {@code renamed tom to bob}, {@code kicked tom}, {@code muted tom}, {@code
 * role tom moderator}, {@code self tom participant}, {@code whisper ann: tom说:hi}, {@code signal
 * tom typing}, {@code subject cats}, {@code deleted ID}, {@code occupants 1001}.
 *
 * @param event the name of the event; {@link #ACK} for an answer
 * @param data its payload, made of {@code String}, {@code Number}, {@code Boolean}, {@code List}
 *     and {@code Map}
 */
public record Received(String event, Object data) {

  /** Stands where an answer has no event name. */
  public static final String ACK = "ack";

  /**
   * Returns a field of the payload as text.
   *
   * @param name which field
   * @return its text; empty where there is none
   */
  public String field(String name) {
    return field(data, name);
  }

  private static String field(Object of, String name) {
    Object value = of instanceof Map<?, ?> map ? map.get(name) : null;
    return value == null ? "" : value.toString();
  }

  /** As the documented page shows a message. */
  private static String line(Object message) {
    return field(message, "nickname") + "说:" + field(message, "msg");
  }

  /**
   * Returns the messages in it, as the documented page shows them: {@code tom说:hi}.
   *
   * @return that of a {@code message}, those of a {@code history}, oldest first, else none
   */
  public List<String> lines() {
    if (event.equals("message")) {
      return List.of(line(data));
    }
    return event.equals("history") && data instanceof List<?> messages
        ? messages.stream().map(Received::line).toList()
        : List.of();
  }

  /** {@return whether it answers a command, with or without an acknowledgement} */
  public boolean isAnswer() {
    return event.equals(ACK) || event.equals("refused");
  }

  /** {@return whether it says who is here} */
  public boolean isPresence() {
    return switch (event) {
      case "nicknames", "occupants", "joined", "left", "renamed" -> true;
      default -> false;
    };
  }

  /** {@return the stable word of an answer or a refusal; its text where there is none} */
  public String code() {
    return field("code").isEmpty() ? field("msg") : field("code");
  }

  @Override
  public String toString() {
    return switch (event) {
      case ACK, "refused" -> event + " " + code();
      case "message" -> event + " " + line(data);
      case "history" -> event + " " + lines();
      case "reset", "closed" -> event + " " + field("reason");
      case "joined", "left", "kicked", "muted", "unmuted" -> event + " " + field("nickname");
      case "whisper" -> event + " " + field("to") + ": " + line(data);
      case "signal" -> event + " " + field("nickname") + " " + field("signal");
      case "self", "role" -> event + " " + field("nickname") + " " + field("role");
      case "deleted" -> event + " " + field("message");
      case "subject" -> event + " " + field("subject");
      case "occupants" -> event + " " + field("count");
      case "renamed" -> event + " " + field("previous") + " to " + field("nickname");
      default -> event + " " + data;
    };
  }
}
