package dev.chatroom.redis;

import dev.chatroom.RoomName;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls operations of the {@link Library} on rooms, with what all of them need. */
final class RoomCalls {

  private final Link link;
  private final RoomKeys keys;

  RoomCalls(Link link, RoomKeys keys) {
    this.link = link;
    this.keys = keys;
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
}
