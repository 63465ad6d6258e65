package dev.chatroom.testkit.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.LeaveReason;
import dev.chatroom.Position;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomLog;
import dev.chatroom.testkit.contract.RealTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The log of a room as one node has it. Safe for use by any thread.
 *
 * <p>What ends in {@code s} waits: for a result, or until the tail was told.
 */
public final class FollowedLog {

  /** Is accepted everywhere, and changes nothing. */
  static final Command NOTHING = new Command.Leave("nobody", LeaveReason.LEFT);

  private final House house;
  private final Backplane node;
  private final String name;
  private final TailRecord tail = new TailRecord();
  private final RoomLog log;

  FollowedLog(House house, Backplane node, RoomName room, RoomOptions options) {
    this.house = house;
    this.node = node;
    this.name = "node " + (house.followed() + 1) + " in " + room;
    this.log = node.open(room, options, tail);
  }

  String name() {
    return name;
  }

  House house() {
    return house;
  }

  /** {@return the node} */
  public Backplane node() {
    return node;
  }

  TailRecord tail() {
    return tail;
  }

  FollowedLog isOpened() {
    house.await(name + " is opened", tail::isOpened);
    return this;
  }

  /**
   * Returns a session of an occupant at this node, who is called by the name.
   *
   * @param name of whom
   * @return the session
   */
  public Holder holder(String name) {
    return new Holder(this, name, "session of " + name + " at " + this.name, "");
  }

  /**
   * Appends, and waits for nothing.
   *
   * @param command what
   * @param origin who asks
   * @return what becomes of it
   */
  public CompletionStage<AppendResult> append(Command command, Origin origin) {
    return log.append(command, origin);
  }

  /**
   * Appends, and waits for the result.
   *
   * @param command what
   * @param origin who asks
   * @return what became of it
   */
  public AppendResult asks(Command command, Origin origin) {
    return house.get(append(command, origin));
  }

  /** Appends what the application asks for, which is accepted. */
  Position accepts(Command command) {
    return accepted(asks(command, new Origin("", 0)));
  }

  static Position accepted(AppendResult result) {
    assertThat(result).isInstanceOf(AppendResult.Appended.class);
    return ((AppendResult.Appended) result).position();
  }

  List<LogEntry> reads(Position before, int maxEvents) {
    return house.get(log.read(before, maxEvents));
  }

  /** Reads back all that is kept. */
  List<LogEntry> readsAll() {
    Position head = tail.head();
    return reads(new Position(head.epoch(), head.offset() + 1), Integer.MAX_VALUE);
  }

  RoomLog log() {
    return log;
  }

  /**
   * Waits until the tail was told of a position, and that there is something to read.
   *
   * @param position which position
   * @return this
   */
  public FollowedLog sees(Position position) {
    house.await(name + " sees " + position, () -> hasSeen(position));
    return this;
  }

  private boolean hasSeen(Position position) {
    Position head = tail.head();
    return head.epoch().equals(position.epoch())
        && head.offset() >= position.offset()
        && tail.isRead();
  }

  /** Waits until the tail was told of all that is in the log by now. */
  FollowedLog seesAll() {
    return sees(accepts(NOTHING));
  }

  /** Waits until commands are accepted again, and the tail was told of all before the last. */
  FollowedLog isBack() {
    house.await(name + " takes commands", () -> outcome(NOTHING) instanceof AppendResult.Appended);
    return seesAll();
  }

  /** Appends, and waits for the result as long as it may take; nothing when there is none. */
  @Nullable AppendResult outcome(Command command) {
    CompletableFuture<AppendResult> result =
        append(command, new Origin("", 0)).toCompletableFuture();
    RealTime.await(house.underTest().patience(), result::isDone);
    return result.isDone() && !result.isCompletedExceptionally() ? result.join() : null;
  }

  /** {@return what the log stood at when it was opened; it was opened once} */
  public LogSnapshot snapshot() {
    assertThat(tail.snapshots()).as("how often %s was opened", name).hasSize(1);
    return tail.snapshots().get(0);
  }

  /** {@return what the tail was told since} */
  public List<LogEntry> entries() {
    return tail.entries();
  }

  /** Returns all that the node knows to be in the log: what was recent, and what was told since. */
  List<LogEntry> known() {
    List<LogSnapshot> snapshots = tail.snapshots();
    List<LogEntry> known = new ArrayList<>(snapshots.get(snapshots.size() - 1).recent());
    known.addAll(entries());
    return known;
  }

  List<RoomEvent> events() {
    return entries().stream().map(LogEntry::event).toList();
  }

  /** Returns the events of one kind that the tail was told of, of all epochs. */
  <E extends RoomEvent> List<E> events(Class<E> kind) {
    return tail.allEntries().stream()
        .map(LogEntry::event)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  void close() {
    log.close();
  }

  void retire() {
    log.retire();
  }

  @Override
  public String toString() {
    return name + ": " + tail;
  }
}
