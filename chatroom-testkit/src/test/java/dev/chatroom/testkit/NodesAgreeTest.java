package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Ban;
import dev.chatroom.ChatMessage;
import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.Identity;
import dev.chatroom.Moderation;
import dev.chatroom.Position;
import dev.chatroom.Role;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.RoomState;
import dev.chatroom.spi.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A room is the same for who followed it from the start and for who has only its snapshot. */
class NodesAgreeTest {

  private static final int COMMANDS = 1_500;
  private static final List<Role> ROLES = List.of(Role.values());
  private static final String[] NAMES = {"tom", "ann", "Kim", "kim", "zoe", "bob", "mia"};

  /** What a room is, as far as one can see from a node. */
  private record Seen(
      Object occupants, Object subject, RoomAccess access, Object bans, Object history) {

    static Seen of(ChatRoom room) {
      return new Seen(
          room.occupants(),
          room.subject(),
          room.access(),
          room.bans(),
          room.history().stream().map(ChatMessage::text).toList());
    }
  }

  /** Takes the snapshot that a node gets that comes just now. */
  private static final class Snapshot implements LogTail {
    private @Nullable RoomState state;

    static RoomState of(Backplane memory) {
      Snapshot tail = new Snapshot();
      memory.open(new RoomName("lobby"), RoomOptions.defaults(), tail).close();
      return java.util.Objects.requireNonNull(tail.state);
    }

    @Override
    public void opened(LogSnapshot snapshot) {
      state = snapshot.state();
    }

    @Override
    public void appended(LogEntry entry) {}

    @Override
    public void readable() {}

    @Override
    public void signalled(Signal signal) {}
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 45, 8266})
  void whatever_moderators_do_all_nodes_see_the_same(long seed) {
    World world = new World(seed);
    Random random = new Random(seed);
    Backplane memory = world.memory();
    ChatRoom first = world.immediate(each -> each.backplane(memory)).room("lobby");
    ChatRoom second = world.immediate(each -> each.backplane(memory)).room("lobby");
    Set<Class<?>> kinds = new HashSet<>();
    first.addListener((room, event) -> kinds.add(event.getClass()));
    List<ChatSession> sessions = new ArrayList<>();

    for (int i = 0; i < COMMANDS; i++) {
      ChatRoom here = random.nextBoolean() ? first : second;
      if (sessions.size() < 8 || random.nextInt(4) == 0) {
        sessions.add(here.attach(new Identity("user-" + random.nextInt(10))));
      }
      ChatSession session =
          sessions.get(sessions.size() - 1 - random.nextInt(Math.min(8, sessions.size())));
      somethingHappens(random, session, here.moderation(), here.stats().head());
      world.clock.advance(Duration.ofMillis(random.nextInt(500)));
      if (i % 50 == 0) {
        ChatRooms late = world.immediate(each -> each.backplane(memory));
        assertThat(Seen.of(second)).as("at %s", i).isEqualTo(Seen.of(first));
        assertThat(Seen.of(late.room("lobby"))).as("at %s", i).isEqualTo(Seen.of(first));
        RoomState state = Snapshot.of(memory);
        assertThat(state.occupants()).isEqualTo(first.occupants());
        assertThat(state.access()).isEqualTo(first.access());
        assertThat(state.bans()).containsAll(first.bans());
        late.close();
      }
    }
    assertThat(kinds).hasSizeGreaterThan(14);
  }

  private static void somethingHappens(
      Random random, ChatSession session, Moderation moderation, Position head) {
    String name = NAMES[random.nextInt(NAMES.length)];
    String user = "user-" + random.nextInt(10);
    @Nullable Duration duration =
        random.nextInt(4) == 0 ? null : Duration.ofSeconds(random.nextInt(5));
    switch (random.nextInt(18)) {
      case 0, 1, 2 -> session.claim(name);
      case 3, 4 -> session.post("hi " + random.nextInt(), random.nextBoolean() ? "k" : null);
      case 5 -> session.whisper(name, "psst", null);
      case 6 -> session.leave();
      case 7 -> moderation.kick(name, "");
      case 8 ->
          moderation.ban(name, random.nextBoolean(), Duration.ofSeconds(random.nextInt(5)), "");
      case 9 -> moderation.unban(Ban.Kind.IDENTITY, user);
      case 10 -> moderation.mute(name, duration);
      case 11 -> moderation.unmute(name);
      case 12 -> moderation.changeRole(name, ROLES.get(random.nextInt(3)));
      case 13 -> moderation.changeSubject(random.nextInt(3) == 0 ? "" : name);
      case 14 ->
          moderation.delete(
              new Position(head.epoch(), Math.max(0, head.offset() - random.nextInt(9))));
      case 15 ->
          moderation.changeAccess(
              new RoomAccess(random.nextBoolean(), random.nextInt(5) == 0, null));
      case 16 -> moderation.changeMembership(user, random.nextBoolean());
      default -> session.close();
    }
  }
}
