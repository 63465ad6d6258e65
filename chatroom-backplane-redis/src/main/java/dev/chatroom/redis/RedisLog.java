package dev.chatroom.redis;

import dev.chatroom.Position;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomLog;
import dev.chatroom.spi.Signal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one room, as this node has it.
 *
 * <p>Commands go out in the order of the calls, over one connection. Bells come in on another, one
 * at a time; what they bring, and what is read from the stream, is told to the tail under the lock,
 * so that it is told in order. Readers are woken after it.
 */
final class RedisLog implements RoomLog {

  private static final Logger LOG = LoggerFactory.getLogger(RedisLog.class);
  private static final Duration AGAIN_AFTER = Duration.ofMillis(250);

  private final RoomName room;
  private final RoomOptions options;
  private final LogTail tail;
  private final Node node;
  private final String bell;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock. */
  private final Follower follower;

  /** Under which name this node follows the room; empty before it does. Guarded by the lock. */
  private String joinedAs = "";

  /** Under which name of this node others know to sweep the room. */
  private volatile String enlistedAs = "";

  private volatile boolean closed;

  RedisLog(RoomName room, RoomOptions options, LogTail tail, Node node) {
    this.room = room;
    this.options = options;
    this.tail = tail;
    this.node = node;
    this.bell = node.options().keys().bell(room);
    this.follower = new Follower(tail);
  }

  String bell() {
    return bell;
  }

  /** Joins the room, again if need be, and listens. What comes of it begins with the bell. */
  void begin() {
    String name = node.heart().node();
    node.link()
        .call(node.options().keys().nodes(name), "enlist", name, room.value())
        .thenApply(Reply::new)
        .whenComplete(
            (reply, failure) -> {
              if (failure != null || !reply.isOk()) {
                later(this::begin);
              } else {
                enlistedAs = name;
                node.link().subscribe(bell);
              }
            });
  }

  /** From here on each bell is heard: what rang before is to be read. */
  void listening() {
    if (!enlistedAs.equals(node.heart().node())) {
      // It is being enlisted, and asks for its bell again after it.
      return;
    }
    if (locked(() -> follower.isOpened() && joinedAs.equals(node.heart().node()))) {
      read();
    } else {
      join();
    }
  }

  /** Follows the room under the name that the node has now, and takes along what it held. */
  private void join() {
    String name = node.heart().node();
    String before = locked(() -> joinedAs);
    if (!locked(follower::isOpened)) {
      open();
      return;
    }
    callAs(name, before, "rejoin", name, bell, before.equals(name) ? "" : before)
        .whenComplete(
            (reply, failure) -> {
              if (failure != null) {
                later(this::listening);
              } else if (reply.isOk()) {
                locked(() -> joinedAs = name);
                read();
              } else {
                open();
              }
            });
  }

  private void read() {
    if (locked(() -> !closed && follower.beginReading())) {
      long last = locked(follower::last);
      call("since", node.heart().node(), bell, String.valueOf(last))
          .whenComplete((reply, failure) -> took(failure, () -> read(reply)));
    }
  }

  private Follower.Next read(Reply reply) {
    if (!reply.isOk()) {
      follower.readNothing();
      return Follower.Next.OPEN;
    }
    return follower.read(reply.text(1), reply.number(2), reply.number(3), reply.events(4));
  }

  private void open() {
    String name = node.heart().node();
    if (!locked(() -> !closed && follower.beginReading())) {
      return;
    }
    String before = locked(() -> joinedAs);
    callAs(
            name,
            before,
            "open",
            name,
            bell,
            before.equals(name) ? "" : before,
            node.options().newName(),
            Json.of(options.access()).toString(),
            String.valueOf(options.log().events()),
            String.valueOf(Math.min(options.log().bytes(), Millis.MOST)),
            String.valueOf(Millis.of(options.log().age())))
        .whenComplete(
            (reply, failure) ->
                took(
                    failure,
                    () -> {
                      if (follower.isOpened()) {
                        node.options().metrics().reset();
                      }
                      joinedAs = name;
                      return follower.opened(new SnapshotReply(reply));
                    }));
  }

  /** Tells the tail what was read, and does what is next. */
  private void took(@Nullable Throwable failure, Supplier<Follower.Next> taking) {
    if (failure != null) {
      LOG.debug("room {} not read: {}", room, failure.toString());
      locked(follower::readNothing);
      later(this::listening);
    } else {
      tell(taking);
    }
  }

  /** Has the tail told, and does what is next; nothing once the log is closed. */
  private void tell(Supplier<Follower.Next> telling) {
    Follower.Next next = locked(() -> closed ? null : telling.get());
    if (next != null) {
      tail.readable();
      go(next);
    }
  }

  private void go(Follower.Next next) {
    switch (next) {
      case LISTEN -> {}
      case READ -> read();
      case OPEN -> open();
      case ROTATE -> rotate();
    }
  }

  private void rotate() {
    LOG.warn("events of room {} are lost in Redis; its log begins anew", room);
    call("rotate", node.heart().node(), bell, follower.epoch(), node.options().newName())
        .whenComplete(
            (reply, failure) -> {
              if (failure == null) {
                open();
              } else {
                later(this::listening);
              }
            });
  }

  /** Not at once: what failed just now would most likely fail again. */
  private void later(Runnable what) {
    if (!closed && node.heart().isUp()) {
      node.later(AGAIN_AFTER, what);
    }
  }

  /** The room's bell rang. */
  void rang(String message) {
    if (message.charAt(0) == Bell.SIGNAL) {
      tail.signalled(SignalText.signal(message));
      return;
    }
    Bell heard = Bell.of(message);
    tell(() -> follower.heard(heard));
  }

  @Override
  public CompletionStage<AppendResult> append(Command command, Origin origin) {
    if (closed || !node.heart().isUp()) {
      node.options().metrics().unavailable();
      return CompletableFuture.failedFuture(
          new Unavailable(closed ? "the log is closed" : "Redis cannot be reached"));
    }
    String name = node.heart().node();
    long deadline = node.heart().clock().millis() + node.options().timeout().toMillis();
    return node.timed(
        callAs(
            name,
            name,
            "append",
            name,
            bell,
            String.valueOf(deadline),
            origin.session(),
            String.valueOf(origin.command()),
            origin.address(),
            CommandText.of(command)),
        reply -> result(command, reply));
  }

  private AppendResult result(Command command, Reply reply) {
    switch (reply.word()) {
      case "expired" -> node.heart().clock().heard(reply.number(1));
      case "stranger" -> {
        node.heart().beat();
        later(this::join);
      }
      case "lost" -> later(this::open);
      default -> {}
    }
    return Verdicts.result(command, reply);
  }

  @Override
  public CompletionStage<List<LogEntry>> read(Position before, int maxEvents) {
    String name = node.heart().node();
    return call(
            "read",
            name,
            bell,
            before.epoch(),
            String.valueOf(before.offset()),
            String.valueOf(maxEvents))
        .thenApply(
            reply ->
                reply.isOk()
                    ? reply.events(1).stream()
                        .map(each -> EventText.entry(each.text(), before.epoch(), each.offset()))
                        .toList()
                    : List.of());
  }

  @Override
  public void signal(Signal signal) {
    node.link()
        .ring(bell, SignalText.of(signal))
        .whenComplete(
            (heard, failure) -> {
              if (failure != null) {
                LOG.debug("signal lost: {}", failure.toString());
              }
            });
  }

  @Override
  public void close() {
    end("");
  }

  @Override
  public void retire() {
    end("forget");
  }

  private void end(String forget) {
    boolean isFirst =
        locked(
            () -> {
              boolean before = closed;
              closed = true;
              return !before;
            });
    if (isFirst) {
      String name = locked(() -> joinedAs);
      node.forget(this);
      node.link().unsubscribe(bell);
      node.leave(room, name.isEmpty() ? node.heart().node() : name, forget);
    }
  }

  private <T extends @Nullable Object> T locked(Supplier<T> what) {
    lock.lock();
    try {
      return what.get();
    } finally {
      lock.unlock();
    }
  }

  private CompletionStage<Reply> call(String... args) {
    String name = node.heart().node();
    return callAs(name, name, args);
  }

  private CompletionStage<Reply> callAs(String name, String before, String... args) {
    return node.link()
        .call(node.options().keys().of(room, name, before), args)
        .thenApply(Reply::new);
  }
}
