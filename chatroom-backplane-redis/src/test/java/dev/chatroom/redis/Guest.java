package dev.chatroom.redis;

import dev.chatroom.LeaveReason;
import dev.chatroom.Nickname;
import dev.chatroom.Position;
import dev.chatroom.Role;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomLog;
import dev.chatroom.spi.Signal;
import dev.chatroom.testkit.contract.RealTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Somebody in a room at one node, who remembers what the node was told. */
final class Guest implements LogTail {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final List<LogSnapshot> snapshots = new CopyOnWriteArrayList<>();
  final List<RoomEvent> events = new CopyOnWriteArrayList<>();
  private final AtomicLong commands = new AtomicLong();
  private final String name;
  private final RoomLog log;

  private Guest(Backplane node, String room, String name) {
    this.name = name;
    this.log = node.open(new RoomName(room), RoomOptions.defaults(), this);
  }

  /** Comes into a room, and claims a nickname. */
  static Guest in(Backplane node, String room, String name) {
    Guest guest = watching(node, room, name);
    guest.accepted(guest.claim());
    return guest;
  }

  /** Comes into a room without a nickname. */
  static Guest watching(Backplane node, String room, String name) {
    Guest guest = new Guest(node, room, name);
    until(() -> !guest.snapshots.isEmpty());
    return guest;
  }

  Command claim() {
    return new Command.Claim(name, new Nickname(name, name), Role.PARTICIPANT, 100);
  }

  Command leave() {
    return new Command.Leave(name, LeaveReason.LEFT);
  }

  Command detach() {
    return new Command.Detach(name, LeaveReason.DISCONNECTED);
  }

  CompletableFuture<AppendResult> asks(Command command) {
    Origin origin = new Origin(name + " session", commands.incrementAndGet());
    return log.append(command, origin).toCompletableFuture();
  }

  Position accepted(Command command) {
    try {
      AppendResult result = asks(command).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return ((AppendResult.Appended) result).position();
    } catch (Exception failure) {
      throw new AssertionError(String.valueOf(command), failure);
    }
  }

  CompletableFuture<AppendResult> says(String text) {
    return asks(new Command.Post(name, text, null, null));
  }

  /** Says something, once, and again until it is accepted: others decide when that is. */
  void saysAtLast(String text) {
    Command once = new Command.Post(name, text, null, "key " + commands.incrementAndGet());
    until(
        () -> {
          try {
            return asks(once).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                instanceof AppendResult.Appended;
          } catch (Exception notNow) {
            return false;
          }
        });
  }

  Position said(String text) {
    return accepted(new Command.Post(name, text, null, null));
  }

  /** What was said, as this node has read it. */
  List<String> texts() {
    return events.stream()
        .filter(RoomEvent.Posted.class::isInstance)
        .map(each -> ((RoomEvent.Posted) each).message().text())
        .toList();
  }

  void sees(String text) {
    until(() -> texts().contains(text));
  }

  void close() {
    log.close();
  }

  void retire() {
    log.retire();
  }

  static void until(BooleanSupplier condition) {
    if (!RealTime.await(PATIENCE, condition)) {
      throw new AssertionError("not within " + PATIENCE);
    }
  }

  @Override
  public void opened(LogSnapshot snapshot) {
    snapshots.add(snapshot);
  }

  @Override
  public void appended(LogEntry entry) {
    events.add(entry.event());
  }

  @Override
  public void readable() {}

  @Override
  public void signalled(Signal signal) {}
}
