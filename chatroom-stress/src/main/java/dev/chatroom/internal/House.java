package dev.chatroom.internal;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.Nickname;
import dev.chatroom.Occupant;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.Scheduler;
import dev.chatroom.policy.Authenticator;
import dev.chatroom.policy.NicknamePolicy;
import dev.chatroom.policy.PermissionPolicy;
import dev.chatroom.policy.PresencePolicy;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.policy.RolePolicy;
import dev.chatroom.policy.SlowReaderPolicy;
import dev.chatroom.spi.ChatMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
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

  /** Later is now: an empty room is retired by whoever left it last. */
  private static final Scheduler AT_ONCE =
      (delay, task) -> {
        task.run();
        return () -> {};
      };

  static final Settings SETTINGS =
      new Settings(
          Runnable::run,
          NOON,
          AT_ONCE,
          new AtomicLong()::incrementAndGet,
          new Policies(
              Authenticator.anonymous(),
              NicknamePolicy.precis(32),
              RolePolicy.standard(),
              PermissionPolicy.byRole(),
              List.of(),
              RateLimits.none()),
          new Nickname("system", "system"),
          1_024,
          Duration.ZERO,
          PresencePolicy.defaults(),
          SlowReaderPolicy.RESET,
          new Metrics(ChatMetrics.NONE),
          new RefusalTexts(Locale.ENGLISH));

  private final RandomGenerator ids = new AtomicLong()::incrementAndGet;
  private final InMemoryBackplane backplane = new InMemoryBackplane(NOON, ids);

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
        .scheduler(AT_ONCE)
        .rates(RateLimits.none())
        .roomsOnDemand(true)
        .template(name -> RoomOptions.defaults().withRetireAfter(Duration.ZERO))
        .backplane(backplane)
        .build();
  }

  /** Tells the log, from its beginning to when it is asked. */
  Story story() {
    Story story = new Story();
    backplane.open(LOBBY, RoomOptions.defaults(), story);
    return story;
  }

  static String whoIsHere(ChatRoom room) {
    List<Occupant> occupants = room.occupants();
    return occupants.stream().map(each -> each.nickname().text()).toList().toString();
  }
}
