package dev.chatroom.testkit.simulation;

import dev.chatroom.CloseReason;
import dev.chatroom.Nickname;
import dev.chatroom.RoomName;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.Frames;
import dev.chatroom.spi.Handshake;
import dev.chatroom.spi.Outbound;
import dev.chatroom.spi.TransportSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client: what is written goes into the pipe, what was flushed arrives, and is
 * read when the client reads. The laws look on.
 */
final class SimulatedConnection implements Outbound {

  /** After these a nickname is held for its owner. */
  private static final Set<CloseReason> MAY_COME_BACK =
      EnumSet.of(CloseReason.SLOW_CONSUMER, CloseReason.TIMED_OUT, CloseReason.INTERNAL_ERROR);

  private final SimulatedClient client;
  private final RoomName roomName;
  private final NodeTap node;
  private final boolean delta;
  private final @Nullable String since;
  private final Executor lane;
  private final SimulatedWorld world;
  private final Breaches breaches;
  private final List<Watch> watches = new ArrayList<>();
  private final Written written = new Written();
  private @Nullable TransportSession session;
  private NodeTap.@Nullable Tap tapBefore;
  private long toldBefore;
  private @Nullable RoomTruth room;
  private long attachedAt;
  private @Nullable RoomTruth attachedTo;
  private @Nullable Instant lostAt;
  private @Nullable Duration retryAfter;
  private boolean ended;
  private boolean begun;
  private boolean reading = true;
  private int takes;
  private boolean lost;
  private @Nullable CloseReason closed;

  SimulatedConnection(
      SimulatedClient client,
      RoomName roomName,
      NodeTap node,
      boolean delta,
      @Nullable String since,
      Executor lane,
      SimulatedWorld world) {
    this.client = client;
    this.roomName = roomName;
    this.node = node;
    this.delta = delta;
    this.since = since;
    this.lane = lane;
    this.world = world;
    this.breaches = world.breaches();
  }

  Handshake handshake(@Nullable String token) {
    Map<String, List<String>> query = new HashMap<>();
    query.put("room", List.of(roomName.value()));
    if (delta) {
      query.put("presence", List.of("delta"));
    }
    if (since != null) {
      query.put("since", List.of(since));
    }
    if (token != null) {
      query.put("token", List.of(token));
    }
    return new Handshake("simulation", address(), query);
  }

  String address() {
    return client.address();
  }

  /** It asks for a place in the room. */
  void connecting() {
    tapBefore = node.tap(roomName);
    toldBefore = tapBefore == null ? 0 : tapBefore.told();
  }

  /** It has its place in the room; frames may have come before this is told. */
  void attached(TransportSession attached) {
    session = attached;
    enter();
  }

  boolean isAttached() {
    return session != null;
  }

  /** The rooms know it from here on, at the latest. */
  private void enter() {
    if (room == null) {
      NodeTap.Tap tap = tap();
      room = tap.room();
      attachedAt = tap == tapBefore ? toldBefore : tap.openedAt();
      attachedTo = room;
      world.laws().forEach(law -> watches.add(law.watch(this)));
    }
  }

  private NodeTap.Tap tap() {
    NodeTap.Tap tap = node.tap(roomName);
    if (tap == null) {
      throw new IllegalStateException("room " + roomName + " is not open on the node");
    }
    return tap;
  }

  /** Returns the id of the session; empty while there is none. */
  String sessionId() {
    TransportSession attached = session;
    return attached == null ? "" : attached.session().id();
  }

  /** Returns the id of the identity; empty while there is no session. */
  String identity() {
    TransportSession attached = session;
    return attached == null ? "" : attached.session().identity().id();
  }

  /** Returns the log that it reads, or will read where it has not begun. */
  RoomTruth room() {
    RoomTruth reads = room;
    if (reads == null) {
      throw new IllegalStateException(client + " is not attached");
    }
    return reads;
  }

  /** Returns the log of an epoch; nothing where there was none. */
  @Nullable RoomTruth log(String epoch) {
    return node.log(epoch);
  }

  /** Returns whether its client is told who is here by what changes. */
  boolean isDelta() {
    return delta;
  }

  /** Returns the id after which the client wanted to go on. */
  @Nullable String since() {
    return since;
  }

  /** Returns the offset after which the client wanted to go on, if it is one of this log. */
  @Nullable Long sinceHere() {
    String from = since;
    return from != null && from.startsWith(room().epoch() + "-") ? Fields.offset(from) : null;
  }

  /** Returns whether it was attached when something happened, and does not only read of it. */
  boolean wasThereAt(RoomTruth log, long offset) {
    return log != attachedTo || offset > attachedAt;
  }

  /** Returns whether the log that it reads is not the one that it was attached to. */
  boolean hasMoved() {
    return room != attachedTo;
  }

  /** Returns what it is called, as its session knows; empty where it is nobody. */
  String nickname() {
    TransportSession attached = session;
    return attached == null ? "" : attached.session().nickname().map(Nickname::text).orElse("");
  }

  /** Returns when its client lost it, if it knew who it was and nobody had ended it before. */
  @Nullable Instant lostAt() {
    return ended ? null : lostAt;
  }

  /** Returns how long it is to wait before it tries again what was refused last, and forgets it. */
  Optional<Duration> takeRetryAfter() {
    Duration wait = retryAfter;
    retryAfter = null;
    return Optional.ofNullable(wait);
  }

  /** Returns how far its node had been told the room when it was attached. */
  long attachedAt() {
    return attachedAt;
  }

  /** Returns how far its node has been told the room. */
  long told() {
    return tap().told();
  }

  /** The same, before the task that is running. */
  long toldBefore() {
    return tap().toldBefore();
  }

  /** Returns a number that grows from task to task. */
  long tick() {
    return node.tick();
  }

  /** Returns the offset after which its node has been told of the room. */
  long toldFrom() {
    return tap().start();
  }

  boolean isOn(NodeTap other) {
    return node == other;
  }

  /** Returns whether neither side has ended it. */
  boolean isLive() {
    return !lost && closed == null;
  }

  /** Returns whether its client reads, on a node that has been told everything. */
  boolean isUpToDate() {
    RoomTruth toldOf = tap().room();
    return isLive() && reading && toldOf == node.now(roomName) && told() == toldOf.head();
  }

  void send(Sent command) {
    enter();
    watches.forEach(each -> each.sent(command));
    onLane(
        attached ->
            attached.receive(
                command.event(),
                command.data(),
                command.isAcknowledged() ? answer -> answered(command, answer) : null));
  }

  void leave() {
    onLane(attached -> attached.session().leave());
  }

  void end() {
    ended = true;
    onLane(attached -> attached.session().close());
  }

  void stopReading(int more) {
    if (reading) {
      reading = false;
      takes = written.size() + more;
    }
  }

  void readOn() {
    if (!reading) {
      reading = true;
      readFlushed();
      onLane(TransportSession::writable);
    }
  }

  /** Loses it, without a word to the server's end. */
  void cut() {
    lost = true;
    lostAt = nickname().isEmpty() ? null : world.now();
  }

  /** Loses it, or lets go of one that was closed, and the server's end is told. */
  void drop() {
    if (!lost) {
      onLane(TransportSession::disconnected);
      lost = true;
      lostAt = nickname().isEmpty() ? null : world.now();
    }
  }

  private void onLane(Consumer<TransportSession> task) {
    TransportSession attached = session;
    if (attached != null) {
      lane.execute(() -> task.accept(attached));
    }
  }

  private void answered(Sent command, Map<String, Object> answer) {
    if (!lost) {
      expectOpen("an answer");
      watches.forEach(each -> each.answered(command, answer));
      hear(answer);
      written.add(new Frame(Written.ACK, answer));
    }
  }

  private void hear(Map<String, Object> answer) {
    String token = Fields.text(answer, "token");
    if (!token.isEmpty()) {
      client.knows(token);
    }
    String wait = Fields.text(answer, "retryAfter");
    retryAfter = wait.isEmpty() ? null : Duration.ofMillis(Long.parseLong(wait));
  }

  @Override
  public boolean isWritable() {
    enter();
    return reading || written.size() < takes;
  }

  @Override
  public void send(Frames frames) {
    if (!lost) {
      expectOpen("a frame");
      moveIfTold(frames);
      watches.forEach(each -> each.writes(frames));
      frames.forEach(written::add);
    }
  }

  /** Before it has begun it reads what its node is told, and after that what it is told to read. */
  private void moveIfTold(List<Frame> frames) {
    enter();
    RoomTruth toldOf = tap().room();
    boolean mayMove = !begun || frames.stream().anyMatch(SimulatedConnection::tellsOfAnotherLog);
    if (mayMove && room != toldOf) {
      room = toldOf;
      watches.forEach(Watch::moved);
    }
    begun |= frames.stream().anyMatch(each -> !each.event().equals("refused"));
  }

  private static boolean tellsOfAnotherLog(Frame frame) {
    return frame.event().equals("reset")
        && Fields.text(frame.data(), "reason").equals("epoch_changed");
  }

  @Override
  public void flush() {
    written.flush();
    readFlushed();
  }

  private void readFlushed() {
    if (reading && !lost) {
      written.read();
    }
  }

  @Override
  public void close(CloseReason reason) {
    if (lost) {
      return;
    }
    expectOpen("another close");
    breaches.expect(
        reason == CloseReason.INTERNAL_ERROR || written.endsWith(reason),
        GapFree.LAW,
        () -> reason + " closes without a word " + this);
    flush();
    closed = reason;
    ended |= !MAY_COME_BACK.contains(reason);
    breaches.expect(
        reason != CloseReason.INTERNAL_ERROR,
        Answered.LAW,
        () -> "the session of " + this + " failed");
  }

  private void expectOpen(String what) {
    breaches.expect(closed == null, Answered.LAW, () -> what + " after the close comes to " + this);
  }

  void settled() {
    breaches.expect(
        written.unread() == 0,
        GapFree.LAW,
        () -> written.unread() + " frames were not flushed to " + this);
    watches.forEach(Watch::settled);
  }

  /** Returns the last id that the client has read. */
  @Nullable String lastIdRead() {
    return written.lastIdRead().orElse(since);
  }

  @Override
  public String toString() {
    String from = since == null ? "" : ", since " + since;
    return client + from + ", that got " + written;
  }
}
