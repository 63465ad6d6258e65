package dev.chatroom.redis;

import static dev.chatroom.redis.Json.nickname;
import static dev.chatroom.redis.Json.occupant;
import static dev.chatroom.redis.Json.optionalNickname;
import static dev.chatroom.redis.Json.string;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatroom.ChatMessage;
import dev.chatroom.LeaveReason;
import dev.chatroom.Nickname;
import dev.chatroom.Occupant;
import dev.chatroom.Position;
import dev.chatroom.Role;
import dev.chatroom.RoomEvent;
import dev.chatroom.Subject;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.Origin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events as the {@link Library} has written them. */
final class EventText {

  private EventText() {}

  static LogEntry entry(String text, String epoch, long offset) {
    JsonNode node = Json.read(text);
    Position at = new Position(epoch, offset);
    long end = node.path("end").asLong();
    Origin origin =
        new Origin(string(node, "session"), node.path("command").asLong(), string(node, "address"));
    JsonNode key = node.get("key");
    return new LogEntry(
        event(node, at, Json.time(node)),
        origin,
        end == offset ? at : new Position(epoch, end),
        key == null ? null : key.asText());
  }

  /** Returns whether two texts are of one event, of which one may have lost its words by now. */
  static boolean isSame(String one, String other) {
    return one.equals(other) || withoutWords(one).equals(withoutWords(other));
  }

  private static JsonNode withoutWords(String text) {
    ObjectNode node = (ObjectNode) Json.read(text);
    node.remove("text");
    return node;
  }

  private static RoomEvent event(JsonNode node, Position at, Instant time) {
    return switch (string(node, "type")) {
      case "posted" -> new RoomEvent.Posted(message(node, at, time));
      case "whispered" ->
          new RoomEvent.Whispered(message(node, at, time), occupant(node.get("recipient")));
      case "joined" -> new RoomEvent.Joined(at, time, who(node));
      case "left" ->
          new RoomEvent.Left(at, time, who(node), LeaveReason.valueOf(string(node, "why")));
      case "renamed" -> new RoomEvent.Renamed(at, time, who(node), nickname(node.get("previous")));
      case "attached" -> new RoomEvent.Attached(at, time, who(node), string(node, "holder"));
      case "detached" -> new RoomEvent.Detached(at, time, who(node), string(node, "holder"));
      default -> orderKept(node, at, time, optionalNickname(node, "by"));
    };
  }

  private static RoomEvent orderKept(
      JsonNode node, Position at, Instant time, @Nullable Nickname by) {
    return switch (string(node, "type")) {
      case "deleted" -> {
        Position target = new Position(at.epoch(), node.path("target").asLong());
        yield new RoomEvent.Deleted(at, time, target, by);
      }
      case "subject" ->
          new RoomEvent.SubjectChanged(at, new Subject(string(node, "text"), by, time));
      case "kicked" -> new RoomEvent.Kicked(at, time, who(node), by, string(node, "reason"));
      case "banned" -> new RoomEvent.Banned(at, time, Json.ban(node.get("ban")), by);
      case "unbanned" -> new RoomEvent.Unbanned(at, time, Json.ban(node.get("ban")), by);
      case "muted" -> new RoomEvent.Muted(at, time, who(node), Until.of(node), by);
      case "unmuted" -> new RoomEvent.Unmuted(at, time, who(node), by);
      case "role" ->
          new RoomEvent.RoleChanged(
              at, time, who(node), Role.valueOf(string(node, "previous")), by);
      case "membership" ->
          new RoomEvent.MembershipChanged(
              at, time, string(node, "identity"), node.path("member").asBoolean(), by);
      case "access" -> new RoomEvent.AccessChanged(at, time, Json.access(node.get("access")), by);
      default -> throw new IllegalStateException("a room in Redis has an unknown event");
    };
  }

  private static Occupant who(JsonNode node) {
    return occupant(node.get("occupant"));
  }

  private static ChatMessage message(JsonNode node, Position at, Instant time) {
    return new ChatMessage(
        at, time, nickname(node.get("sender")), string(node, "text"), string(node, "author"));
  }
}
