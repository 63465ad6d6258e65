package dev.chatroom.internal;

import dev.chatroom.ChatMessage;
import dev.chatroom.LeaveReason;
import dev.chatroom.Nickname;
import dev.chatroom.Occupant;
import dev.chatroom.Position;
import dev.chatroom.Role;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomOptions;
import dev.chatroom.policy.PresencePolicy;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The events of a log, written down by hand: who does what at which offset. */
final class Events {

  static final String EPOCH = "e1";
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private Events() {}

  static Position at(long offset) {
    return new Position(EPOCH, offset);
  }

  static Nickname nickname(String text) {
    return new Nickname(text, text.toLowerCase(Locale.ROOT));
  }

  /** Who came under this name; the id stays through renames. */
  static Occupant occupant(String name) {
    return new Occupant(id(name), nickname(name));
  }

  static String id(String name) {
    return "id of " + name;
  }

  static LogEntry joined(long offset, String name) {
    return entry(new RoomEvent.Joined(at(offset), NOON, occupant(name)), id(name));
  }

  static LogEntry left(long offset, String name) {
    Occupant who = occupant(name);
    return entry(new RoomEvent.Left(at(offset), NOON, who, LeaveReason.LEFT), who.id());
  }

  static LogEntry renamed(long offset, Occupant before, String name) {
    Occupant after = new Occupant(before.id(), nickname(name));
    return entry(new RoomEvent.Renamed(at(offset), NOON, after, before.nickname()), before.id());
  }

  static LogEntry posted(long offset, String name, String text) {
    ChatMessage message = new ChatMessage(at(offset), NOON, nickname(name), text, id(name));
    return entry(new RoomEvent.Posted(message), id(name));
  }

  static LogSnapshot emptyLog() {
    return snapshot(0, List.of(), List.of());
  }

  static LogSnapshot snapshot(long offset, List<Occupant> present, List<LogEntry> recent) {
    return new LogSnapshot(at(offset), state(present), recent);
  }

  /** A room in which these are, each with one session of the same id. */
  static RoomState state(List<Occupant> present) {
    List<RoomState.Seat> seats =
        present.stream().map(each -> new RoomState.Seat(each, Map.of(each.id(), ""))).toList();
    RoomState empty = RoomState.initial(RoomAccess.OPEN);
    return new RoomState(
        seats, empty.subject(), empty.access(), empty.members(), empty.bans(), empty.mutes());
  }

  static RoomOptions.Log bounds(int events, long bytes) {
    return new RoomOptions.Log(events, bytes, Duration.ofDays(1));
  }

  static RoomOptions.History history(int messages, long bytes) {
    return new RoomOptions.History(messages, bytes, Duration.ofDays(1));
  }

  static LocalLog localLog(LogSnapshot snapshot, RoomOptions.Log log, RoomOptions.History history) {
    RoomOptions options = RoomOptions.defaults().withLog(log).withHistory(history);
    return new LocalLog(
        snapshot, options, PresencePolicy.defaults(), new ManualClock(), Metrics.NONE);
  }

  static RoomView view(LogSnapshot snapshot, List<TailEntry> recent, RoomOptions.History history) {
    return new RoomView(snapshot, recent, history, PresencePolicy.defaults(), new ManualClock());
  }

  static Command.Claim claim(String id, Nickname nickname) {
    return new Command.Claim(id, nickname, Role.PARTICIPANT, 1_000);
  }

  /** Texts of what was said. */
  static List<String> texts(List<TailEntry> history) {
    return history.stream()
        .map(each -> ((RoomEvent.Posted) each.entry().event()).message().text())
        .toList();
  }

  static List<String> names(List<Occupant> occupants) {
    return occupants.stream().map(each -> each.nickname().text()).toList();
  }

  private static LogEntry entry(RoomEvent event, String session) {
    return new LogEntry(event, new Origin(session, event.position().offset()), event.position());
  }
}
