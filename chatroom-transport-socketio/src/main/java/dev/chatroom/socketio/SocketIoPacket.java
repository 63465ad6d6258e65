package dev.chatroom.socketio;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.chatroom.web.Json;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A packet of the Socket.IO protocol, taken apart as far as its JSON.
 *
 * <p>{@code type [attachments "-"] ["/" namespace ","] [acknowledgement id] [JSON]}, in protocol 4
 * and 5 alike. One that is none is nothing here, and an ERROR with the packet in it in the base.
 *
 * @param type what it is
 * @param attachments how many binary messages follow that belong to it
 * @param namespace {@code /} for the default one; without its query, which old clients append
 * @param ackId where the sender wants an acknowledgement, its number in digits; else empty
 * @param json the rest
 */
record SocketIoPacket(Type type, int attachments, String namespace, String ackId, String json) {

  /** The types, at their numbers. */
  enum Type {
    CONNECT('0'),
    DISCONNECT('1'),
    EVENT('2'),
    ACK('3'),
    CONNECT_ERROR('4'),
    BINARY_EVENT('5'),
    BINARY_ACK('6');

    private final char digit;

    Type(char digit) {
      this.digit = digit;
    }

    /** Returns what a packet of this type begins with. */
    char digit() {
      return digit;
    }
  }

  /** The JSON is matched by position, not by the pattern, which would take the stack to do it. */
  private static final Pattern HEADER =
      Pattern.compile(
          "([0-6])(?:(\\d{1,9})-)?(?:(/[^,?]{0,256})(?:\\?[^,]{0,1024})?(?:,|$))?(\\d{1,18})?");

  /** The beginning of an Engine.IO message with an event whose end is missing. */
  private static final Pattern EVENT_BEGINNING =
      Pattern.compile("4(?:2|5(\\d{1,9})-)(\\d{1,18})?\\[\"([^\"\\\\]{1,64})\".*", Pattern.DOTALL);

  /** Returns the packet; nothing when the text is none. */
  static Optional<SocketIoPacket> parse(String text) {
    if (text.startsWith("2[")) {
      // Nearly all are, and need no pattern.
      return Optional.of(new SocketIoPacket(Type.EVENT, 0, "/", "", text.substring(1)));
    }
    Matcher matcher = HEADER.matcher(text);
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    Type type = Type.values()[text.charAt(0) - '0'];
    String namespace = orEmpty(matcher.group(3));
    return Optional.of(
        new SocketIoPacket(
            type,
            number(matcher.group(2)),
            namespace.isEmpty() ? "/" : namespace,
            orEmpty(matcher.group(4)),
            text.substring(matcher.end())));
  }

  /** Returns what can be told of an event from the beginning of its Engine.IO message. */
  static Optional<Beginning> parseBeginning(String beginning) {
    Matcher matcher = EVENT_BEGINNING.matcher(beginning);
    return matcher.matches()
        ? Optional.of(
            new Beginning(number(matcher.group(1)), orEmpty(matcher.group(2)), matcher.group(3)))
        : Optional.empty();
  }

  boolean isEvent() {
    return type == Type.EVENT || type == Type.BINARY_EVENT;
  }

  /**
   * Returns the arguments, with attachments in their places; nothing where these do not fit, or
   * where it is no list in JSON.
   */
  Optional<List<@Nullable Object>> arguments(List<byte[]> found) {
    try {
      return Json.parse(json) instanceof List<?> list
          ? Placeholders.replace(list, found)
          : Optional.empty();
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static String orEmpty(@Nullable String group) {
    return group == null ? "" : group;
  }

  /**
   * The beginning of an event.
   *
   * @param attachments as in the packet
   * @param ackId as in the packet
   * @param event its name
   */
  record Beginning(int attachments, String ackId, String event) {}
}
