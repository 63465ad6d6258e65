package dev.chatroom.redis;

import dev.chatroom.LeaveReason;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one room, as this node has it. Commands go out in the order of the calls, over one
 * connection; what comes of them is heard on another.
 */
final class RedisLog implements RoomLog {

  private static final Logger LOG = LoggerFactory.getLogger(RedisLog.class);

  private final RoomName room;
  private final Node node;
  private final Following following;

  /** The sessions of this node that may hold a nickname. */
  private final Set<String> holders = ConcurrentHashMap.newKeySet();

  RedisLog(RoomName room, RoomOptions options, LogTail tail, Node node, long time) {
    this.room = room;
    this.node = node;
    this.following = new Following(room, options, tail, node, time, this::letGoOfLost);
  }

  Following following() {
    return following;
  }

  /** What was let go of, and was forgotten there by a failover, is let go of again. */
  private void letGoOfLost(Map<String, String> held) {
    held.forEach(
        (session, occupant) -> {
          if (!holders.contains(session)) {
            var unused =
                append(
                    new Command.Detach(occupant, LeaveReason.DISCONNECTED), new Origin(session, 0));
          }
        });
  }

  @Override
  public CompletionStage<AppendResult> append(Command command, Origin origin) {
    if (following.isClosed() || !node.heart().isUp()) {
      node.options().metrics().unavailable();
      return CompletableFuture.failedFuture(
          new Unavailable(following.isClosed() ? "the log is closed" : "Redis cannot be reached"));
    }
    remember(command, origin);
    Membership as = following.now();
    return node.timed(
        node.calls()
            .callInTime(
                room,
                as,
                as,
                "append",
                origin.session(),
                String.valueOf(origin.command()),
                origin.address(),
                CommandText.of(command)),
        reply -> result(command, as, reply));
  }

  private void remember(Command command, Origin origin) {
    boolean holds =
        command instanceof Command.Claim
            || command instanceof Command.Attach
            || (command instanceof Command.Post post && post.claimFirst() != null);
    if (holds) {
      holders.add(origin.session());
    } else if (command instanceof Command.Detach) {
      holders.remove(origin.session());
    }
  }

  private AppendResult result(Command command, Membership as, Reply reply) {
    switch (reply.word()) {
      case "stranger" -> following.expelled(as);
      case "lost" -> following.lost();
      default -> {}
    }
    return Verdicts.result(command, reply);
  }

  @Override
  public CompletionStage<List<LogEntry>> read(Position before, int maxEvents) {
    return node.calls()
        .call(
            room,
            following.now(),
            null,
            "read",
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
        .ring(following.bell(), SignalText.of(signal))
        .whenComplete(
            (heard, failure) -> {
              if (failure != null) {
                LOG.debug("signal lost: {}", failure.toString());
              }
            });
  }

  @Override
  public void close() {
    following.close();
  }

  @Override
  public void retire() {
    following.retire();
  }
}
