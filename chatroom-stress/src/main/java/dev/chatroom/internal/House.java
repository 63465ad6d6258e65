package dev.chatroom.internal;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.Occupant;
import dev.chatroom.RoomName;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * One log in memory, and one room of each node that shares it; lanes run in whoever signals them,
 * so when all calls have returned, all that can be read has been read.
 */
final class House {

  private static final RoomName LOBBY = new RoomName("lobby");
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

  private final RandomGenerator ids = new AtomicLong()::incrementAndGet;
  private final InMemoryBackplane backplane =
      new InMemoryBackplane(NOON, ids, new LogBounds(100, 1 << 20));

  /** Makes the room of one more node. */
  ChatRoom node() {
    return rooms().room(LOBBY.value());
  }

  /** Makes the rooms of one more node. */
  ChatRooms rooms() {
    return ChatRooms.builder()
        .executor(Runnable::run)
        .clock(NOON)
        .random(ids)
        .claimRate(null)
        .postRate(null)
        .backplane(backplane)
        .build();
  }

  /** Tells the log, from its beginning to when it is asked. */
  Story story() {
    Story story = new Story();
    backplane.open(LOBBY, story);
    return story;
  }

  static String whoIsHere(ChatRoom room) {
    List<Occupant> occupants = room.occupants();
    return occupants.stream().map(each -> each.nickname().text()).toList().toString();
  }
}
