package dev.chatroom.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatroom.Ban;
import dev.chatroom.Nickname;
import dev.chatroom.Occupant;
import dev.chatroom.Role;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomPassword;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The values of the field as they stand in Redis; the {@link Library} has the same names. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Reads what this library has written, perhaps in another version. */
  static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("a room in Redis has something else in it", damaged);
    }
  }

  static ObjectNode of(Nickname nickname) {
    return object()
        .put("text", nickname.text())
        .put("key", nickname.key())
        .put("look", nickname.lookalike());
  }

  static Nickname nickname(JsonNode node) {
    return new Nickname(string(node, "text"), string(node, "key"), string(node, "look"));
  }

  static @Nullable Nickname optionalNickname(JsonNode node, String name) {
    return node.has(name) ? nickname(node.get(name)) : null;
  }

  static Occupant occupant(JsonNode node) {
    return occupant(string(node, "id"), node);
  }

  static Occupant occupant(String id, JsonNode node) {
    return new Occupant(id, nickname(node), Role.valueOf(string(node, "role")));
  }

  static ObjectNode of(Ban ban) {
    ObjectNode node =
        object()
            .put("kind", ban.kind().name())
            .put("value", ban.value())
            .put("reason", ban.reason());
    Until.put(node, ban.until());
    return node;
  }

  static Ban ban(JsonNode node) {
    return new Ban(
        Ban.Kind.valueOf(string(node, "kind")),
        string(node, "value"),
        Until.of(node),
        string(node, "reason"));
  }

  static ObjectNode of(RoomAccess access) {
    ObjectNode node =
        object().put("moderated", access.moderated()).put("membersOnly", access.membersOnly());
    RoomPassword password = access.password();
    if (password != null) {
      node.putObject("password").put("salt", password.salt()).put("digest", password.digest());
    }
    return node;
  }

  static RoomAccess access(JsonNode node) {
    JsonNode password = node.get("password");
    return new RoomAccess(
        node.path("moderated").asBoolean(),
        node.path("membersOnly").asBoolean(),
        password == null
            ? null
            : new RoomPassword(string(password, "salt"), string(password, "digest")));
  }

  static String string(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new IllegalStateException("a room in Redis misses " + name);
    }
    return value.asText();
  }

  static Instant time(JsonNode node) {
    return Instant.ofEpochMilli(node.path("time").asLong());
  }
}
