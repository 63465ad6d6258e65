package dev.chatroom.redis;

import dev.chatroom.LeaveReason;
import dev.chatroom.RoomName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets go what nodes held: this one, when it leaves, and those whose lease has lapsed. Several
 * nodes may sweep at once; what a session held is let go in one step, so that it is let go once.
 */
final class Sweeper {

  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  private static final int AT_A_TIME = 256;

  private final Link link;
  private final Options options;
  private final RoomCalls calls;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  Sweeper(Link link, Options options, RoomCalls calls) {
    this.link = link;
    this.options = options;
    this.calls = calls;
  }

  /**
   * Sweeps what a node held that is lost. What fails is tried again, as the node is found again.
   */
  void sweep(String node) {
    if (!underWay.add(node)) {
      return;
    }
    call(node, "rooms")
        .thenCompose(reply -> sweep(node, reply.texts(1)))
        .thenCompose(gone -> bury(node).thenApply(buried -> gone))
        .whenComplete(
            (gone, failure) -> {
              underWay.remove(node);
              if (failure == null) {
                LOG.info("node {} is lost; {} occupants left with it", node, gone);
                options.metrics().swept(gone);
              } else {
                LOG.debug("node {} is not swept yet: {}", node, failure.toString());
              }
            });
  }

  /** So many rooms at a time that others' commands still find a place. */
  private CompletionStage<Integer> sweep(String node, List<String> rooms) {
    int some = Math.min(AT_A_TIME, rooms.size());
    List<CompletableFuture<Integer>> parts = new ArrayList<>();
    for (String room : rooms.subList(0, some)) {
      Membership.Enlisted each = Membership.of(node, room);
      parts.add(part(each.room(), each.as(), LeaveReason.SERVER_LOST, "").toCompletableFuture());
    }
    CompletionStage<Integer> swept =
        CompletableFuture.allOf(parts.toArray(new CompletableFuture<?>[0]))
            .thenApply(done -> parts.stream().mapToInt(CompletableFuture::join).sum());
    return some == rooms.size()
        ? swept
        : swept.thenCompose(
            gone -> sweep(node, rooms.subList(some, rooms.size())).thenApply(more -> gone + more));
  }

  /** Lets go of all that a node holds in a room, a part at a time; returns how many left by it. */
  CompletionStage<Integer> part(RoomName room, Membership as, LeaveReason why, String forget) {
    return calls
        .call(room, as, null, "part", why.name(), forget)
        .thenCompose(
            reply -> {
              int gone = (int) reply.number(2);
              return reply.number(1) == 0
                  ? CompletableFuture.completedFuture(gone)
                  : part(room, as, why, forget).thenApply(more -> gone + more);
            });
  }

  CompletionStage<Reply> delist(RoomName room, Membership as) {
    return call(as.node(), "delist", as.node(), as.enlisted(room));
  }

  CompletionStage<Reply> bury(String node) {
    return call(node, "bury", node);
  }

  private CompletionStage<Reply> call(String node, String... args) {
    return link.call(options.keys().nodes(node), args).thenApply(Reply::new);
  }
}
