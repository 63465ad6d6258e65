package dev.chatroom.redis;

import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.LogTail;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How this node follows a room: it enlists, asks for the bell, joins the room, and reads.
 *
 * <p>Bells come in one at a time; what they bring, and what is read from the stream, is told to the
 * tail under the lock, so that it is told in order. Readers are woken after it. Safe for use by any
 * thread.
 */
final class Following {

  private static final Logger LOG = LoggerFactory.getLogger(Following.class);
  private static final Duration AGAIN_AFTER = Duration.ofMillis(250);

  private final RoomName room;
  private final RoomOptions options;
  private final LogTail tail;
  private final Readers readers;
  private final Node node;
  private final Joining joining;
  private final Consumer<Map<String, String>> held;
  private final String bell;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock. */
  private final Follower follower;

  private final AtomicBoolean beginsSoon = new AtomicBoolean();
  private volatile boolean closed;
  private volatile boolean unreadable;

  /**
   * Makes one; {@link #begin} begins.
   *
   * @param time counts what the node has followed
   * @param held is told which sessions of this node hold which occupants in Redis, as the log opens
   */
  Following(
      RoomName room,
      RoomOptions options,
      LogTail tail,
      Node node,
      long time,
      Consumer<Map<String, String>> held) {
    this.room = room;
    this.options = options;
    this.tail = tail;
    this.readers = new Readers(tail);
    this.node = node;
    this.joining = new Joining(room, node, time);
    this.held = held;
    this.bell = node.options().keys().bell(room);
    this.follower = new Follower(tail);
  }

  String bell() {
    return bell;
  }

  boolean isClosed() {
    return closed;
  }

  /** Returns as what this node follows the room, or is about to. */
  Membership now() {
    return joining.now();
  }

  /** Joins the room, again if need be, and listens. What comes of it begins with the bell. */
  void begin() {
    beginsSoon.set(false);
    if (closed) {
      return;
    }
    joining
        .enlist()
        .whenComplete(
            (enlisted, failure) -> {
              if (failure != null) {
                later(this::begin);
              } else {
                node.link().subscribe(bell);
              }
            });
  }

  /**
   * From here on each bell is heard: what rang before is to be read. As long as the room is being
   * enlisted that can wait, as then the bell is asked for again.
   */
  void listening() {
    if (closed || !joining.isEnlisted()) {
      return;
    }
    if (!locked(follower::isOpened)) {
      open();
    } else if (joining.isJoined()) {
      read();
    } else {
      rejoin();
    }
  }

  /** Follows the room as what it is now. */
  private void rejoin() {
    joining
        .join("rejoin")
        .whenComplete(
            (reply, failure) -> {
              if (failure != null) {
                later(this::listening);
              } else if (reply.isOk()) {
                read();
              } else {
                open();
              }
            });
  }

  private void read() {
    if (locked(() -> !closed && follower.beginReading())) {
      long last = locked(follower::last);
      call("since", String.valueOf(last))
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
    if (!locked(() -> !closed && follower.beginReading())) {
      return;
    }
    boolean again = locked(follower::isOpened);
    joining
        .join(
            "open",
            node.options().newName(),
            Json.of(options.access()).toString(),
            String.valueOf(options.log().events()),
            String.valueOf(Math.min(options.log().bytes(), Millis.MOST)),
            String.valueOf(Millis.of(options.log().age())))
        .whenComplete(
            (reply, failure) -> took(failure, () -> follower.opened(new SnapshotReply(reply))))
        .thenAccept(
            reply -> {
              if (again) {
                node.options().metrics().reset();
              }
              held.accept(reply.pairs(10));
            });
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
    Follower.Next next = locked(() -> closed ? null : told(telling));
    if (next != null) {
      readers.wake();
      go(next);
    }
  }

  /** Another version may have written it, or somebody else. It is read again when more comes. */
  private Follower.@Nullable Next told(Supplier<Follower.Next> telling) {
    try {
      Follower.Next next = telling.get();
      unreadable = false;
      return next;
    } catch (RuntimeException notOfThisVersion) {
      follower.readNothing();
      if (!unreadable) {
        unreadable = true;
        LOG.error("room {} cannot be read from Redis; its log stands", room, notOfThisVersion);
      }
      return null;
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
    call("rotate", locked(follower::epoch), node.options().newName())
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
      if (!closed && locked(follower::isOpened)) {
        tail.signalled(SignalText.signal(message));
      }
      return;
    }
    Bell heard = Bell.of(message);
    tell(() -> follower.heard(heard));
  }

  /** The node is none that follows the room: it joins again, soon, if its lease is as it was. */
  void expelled(Membership as) {
    joining.expelled(as);
    node.heart().beat();
    if (beginsSoon.compareAndSet(false, true)) {
      later(this::begin);
    }
  }

  /** There is no such room in Redis. */
  void lost() {
    later(this::open);
  }

  void close() {
    end("");
  }

  /** Closes it; the room may be forgotten if nobody else follows it. */
  void retire() {
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
      node.detach(this);
      joining.leave(forget);
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

  private CompletionStage<Reply> call(String operation, String... args) {
    return node.calls().call(room, now(), null, operation, args);
  }
}
