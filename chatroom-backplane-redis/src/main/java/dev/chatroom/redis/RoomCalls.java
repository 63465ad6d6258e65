package dev.chatroom.redis;

import dev.chatroom.RoomName;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls operations of the {@link Library} on rooms, with what all of them need. */
final class RoomCalls {

  private final Link link;
  private final RoomKeys keys;
  private final RedisClock clock;
  private final Duration timeout;

  RoomCalls(Link link, RoomKeys keys, RedisClock clock, Duration timeout) {
    this.link = link;
    this.keys = keys;
    this.clock = clock;
    this.timeout = timeout;
  }

  /**
   * Calls an operation.
   *
   * @param as as what the node follows the room
   * @param before as what it did before, if that is to be taken over
   * @param args what the operation needs
   */
  CompletionStage<Reply> call(
      RoomName room, Membership as, @Nullable Membership before, String operation, String... args) {
    String name = as.inRoom();
    Stream<String> first = Stream.of(operation, name, keys.bell(room));
    return link.call(
            keys.of(room, name, before == null ? name : before.inRoom()),
            Stream.concat(first, Stream.of(args)).toArray(String[]::new))
        .thenApply(Reply::new);
  }

  /**
   * Calls an operation that does nothing when it comes too late: who asked has given up, and, if it
   * is the node that is late, others may have swept what it held.
   *
   * @param args what the operation needs after its deadline
   */
  CompletionStage<Reply> callInTime(
      RoomName room, Membership as, @Nullable Membership before, String operation, String... args) {
    String deadline = String.valueOf(clock.millis() + timeout.toMillis());
    String[] all = Stream.concat(Stream.of(deadline), Stream.of(args)).toArray(String[]::new);
    return call(room, as, before, operation, all)
        .thenApply(
            reply -> {
              if (reply.word().equals("expired")) {
                clock.heard(reply.number(1));
                throw new Unavailable("it came too late");
              }
              return reply;
            });
  }
}
