package dev.chatroom.redis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatroom.Ban;
import dev.chatroom.Position;
import dev.chatroom.Subject;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.RoomState;
import dev.chatroom.spi.RoomState.Seat;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where a log stands, as the {@link Library} answers it to {@code open}. */
final class SnapshotReply {

  private final Reply reply;

  SnapshotReply(Reply reply) {
    this.reply = reply;
  }

  String epoch() {
    return reply.text(1);
  }

  long head() {
    return reply.number(2);
  }

  /** Returns the events that are kept, as they stand there. */
  List<Reply.Raw> kept() {
    return reply.events(9);
  }

  LogSnapshot snapshot() {
    List<LogEntry> recent =
        kept().stream().map(each -> EventText.entry(each.text(), epoch(), each.offset())).toList();
    return new LogSnapshot(new Position(epoch(), head()), state(), recent);
  }

  private RoomState state() {
    return new RoomState(
        seats(),
        reply.text(4).isEmpty() ? null : subject(Json.read(reply.text(4))),
        Json.access(Json.read(reply.text(3))),
        new HashSet<>(reply.texts(6)),
        bans(),
        mutes());
  }

  private static Subject subject(JsonNode node) {
    return new Subject(
        Json.string(node, "text"), Json.optionalNickname(node, "by"), Json.time(node));
  }

  private List<Seat> seats() {
    return reply.pairs(5).entrySet().stream()
        .map(each -> Map.entry(each.getKey(), Json.read(each.getValue())))
        .sorted(Comparator.comparingLong(each -> each.getValue().path("at").asLong()))
        .map(each -> seat(each.getKey(), each.getValue()))
        .toList();
  }

  private static Seat seat(String id, JsonNode node) {
    Map<String, String> sessions = new HashMap<>();
    node.path("sessions")
        .properties()
        .forEach(each -> sessions.put(each.getKey(), each.getValue().asText()));
    return new Seat(Json.occupant(id, node), sessions);
  }

  private List<Ban> bans() {
    return reply.texts(7).stream()
        .map(Json::read)
        .sorted(Comparator.comparingLong(each -> each.path("at").asLong()))
        .map(Json::ban)
        .toList();
  }

  private Map<String, Instant> mutes() {
    return reply.pairs(8).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> end(each.getValue())));
  }

  static Instant end(String until) {
    return until.isEmpty() ? Instant.MAX : Instant.parse(until);
  }
}
