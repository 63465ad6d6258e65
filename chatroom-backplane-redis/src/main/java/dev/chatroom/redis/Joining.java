package dev.chatroom.redis;

import dev.chatroom.RoomName;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * As what this node follows a room, and as what others know that it does, so that they can sweep
 * it. Safe for use by any thread.
 */
final class Joining {

  private final RoomName room;
  private final Node node;
  private final long time;

  private volatile @Nullable Membership enlistedAs;

  /** Guarded by this. */
  private @Nullable Membership joinedAs;

  /**
   * Makes one.
   *
   * @param time counts what the node has followed
   */
  Joining(RoomName room, Node node, long time) {
    this.room = room;
    this.node = node;
    this.time = time;
  }

  /** Returns as what this node follows the room, or is about to. */
  Membership now() {
    return new Membership(node.heart().node(), time);
  }

  boolean isEnlisted() {
    return now().equals(enlistedAs);
  }

  boolean isJoined() {
    return now().equals(joinedAs());
  }

  /** Makes it known, which comes first. */
  CompletionStage<Void> enlist() {
    Membership as = now();
    return node.link()
        .call(node.options().keys().nodes(as.node()), "enlist", as.node(), as.enlisted(room))
        .thenApply(Reply::new)
        .thenAccept(
            reply -> {
              if (!reply.isOk()) {
                throw new Unavailable("the node has no lease");
              }
              enlistedAs = as;
            });
  }

  /**
   * Calls an operation by which the node follows the room as what it is now; what it held as what
   * it was, it takes along.
   */
  CompletionStage<Reply> join(String operation, String... args) {
    Membership as = now();
    Membership before = joinedAs();
    String other = before == null || before.equals(as) ? "" : before.inRoom();
    String[] all = Stream.concat(Stream.of(other), Stream.of(args)).toArray(String[]::new);
    return node.calls()
        .callInTime(room, as, before, operation, all)
        .thenApply(
            reply -> {
              if (reply.isOk()) {
                joined(as);
              }
              return reply;
            });
  }

  private synchronized @Nullable Membership joinedAs() {
    return joinedAs;
  }

  private synchronized void joined(Membership as) {
    joinedAs = as;
  }

  /** The room does not know it, as what it was. */
  synchronized void expelled(Membership as) {
    if (as.equals(joinedAs)) {
      joinedAs = null;
    }
  }

  /** Leaves; the room may be forgotten if that is said. */
  void leave(String forget) {
    Membership enlisted = enlistedAs;
    Membership last = enlisted == null ? now() : enlisted;
    Membership joined = joinedAs();
    if (joined != null && !joined.equals(last)) {
      node.leave(room, joined, "");
    }
    node.leave(room, last, forget);
  }
}
