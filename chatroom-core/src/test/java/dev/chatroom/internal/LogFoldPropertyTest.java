package dev.chatroom.internal;

import static dev.chatroom.internal.Events.bounds;
import static dev.chatroom.internal.Events.history;
import static dev.chatroom.internal.Events.nickname;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Ban;
import dev.chatroom.LeaveReason;
import dev.chatroom.Nickname;
import dev.chatroom.Position;
import dev.chatroom.Role;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomLog;
import dev.chatroom.spi.RoomState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever follows a log from wherever folds it to the same state. A higher seed is a longer log, so
 * the first one that fails is a short one.
 */
class LogFoldPropertyTest {

  private static final RoomName LOBBY = new RoomName("lobby");
  private static final long PLENTY = 1L << 40;
  private static final int HISTORY = 5;
  private static final String[] IDENTITIES = {"i1", "i2", "i3", "i4", "i5"};
  private static final String[] NAMES = {"tom", "Tom", "ann", "ANN", "zoe", "bob"};
  private static final RoomOptions LARGE = RoomOptions.defaults().withLog(bounds(1_000, PLENTY));

  private final ManualClock clock = new ManualClock();

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 100);
  }

  /** Follows from a place on; its part of the log is as small as the test says. */
  private static final class Follower {
    final RecordingTail tail = new RecordingTail();
    final RoomOptions.Log bounds;

    Follower(InMemoryBackplane backplane, int maxEvents) {
      bounds = bounds(maxEvents, PLENTY);
      backplane.open(LOBBY, LARGE, tail);
    }

    /** What the room is when the snapshot's state is told the events after it. */
    RoomState folded() {
      RoomFold fold = new RoomFold(tail.snapshot().state());
      tail.entries().forEach(fold::apply);
      return fold.state();
    }

    /** The same in a node's part of the log, which somebody asks now and then. */
    LocalLog replayed(Random random) {
      LocalLog log = Events.localLog(tail.snapshot(), bounds, history(HISTORY, PLENTY));
      for (LogEntry entry : tail.entries()) {
        log.append(entry);
        if (random.nextInt(8) == 0) {
          log.welcome();
        }
      }
      return log;
    }
  }

  private static <T> T any(Random random, T[] of) {
    return of[random.nextInt(of.length)];
  }

  private Command randomCommand(Random random, Position head, int number) {
    String id = any(random, IDENTITIES);
    Nickname nickname = nickname(any(random, NAMES));
    Command.Claim claim =
        new Command.Claim(id, nickname, any(random, Role.values()), 1 + random.nextInt(6));
    return switch (random.nextInt(12)) {
      case 0, 1 -> claim;
      case 2, 3 -> new Command.Post(id, "m" + number, null, "k" + random.nextInt(20));
      case 4 -> new Command.Post(id, "m" + number, claim, null);
      case 5 -> new Command.Whisper(id, nickname.key(), "w" + number, null);
      case 6 -> new Command.Attach(id);
      case 7 -> new Command.Detach(id, LeaveReason.DISCONNECTED);
      case 8 -> new Command.Leave(id, LeaveReason.LEFT);
      default -> moderation(random, nickname, head);
    };
  }

  private Command moderation(Random random, Nickname target, Position head) {
    Instant soon = random.nextBoolean() ? null : clock.instant().plusSeconds(random.nextInt(60));
    String key = target.key();
    Ban.Kind kind = any(random, Ban.Kind.values());
    String banned =
        kind == Ban.Kind.IDENTITY ? any(random, IDENTITIES) : "10.0.0." + random.nextInt(3);
    return switch (random.nextInt(11)) {
      case 0 -> new Command.Kick(key, "", target);
      case 1 -> new Command.BanOccupant(key, random.nextBoolean(), soon, "", target);
      case 2 -> new Command.SetBan(new Ban(kind, banned, soon, ""), null);
      case 3, 4 -> new Command.LiftBan(kind, banned, null);
      case 5 -> new Command.Mute(key, soon, target);
      case 6 -> new Command.Unmute(key, target);
      case 7 -> new Command.ChangeRole(key, any(random, Role.values()), null);
      case 8 -> new Command.ChangeSubject("s" + random.nextInt(3), target);
      case 9 ->
          new Command.Delete(
              new Position(head.epoch(), random.nextInt(1 + (int) head.offset())), null);
      default ->
          random.nextBoolean()
              ? new Command.ChangeAccess(
                  RoomAccess.OPEN
                      .moderated(random.nextInt(3) == 0)
                      .membersOnly(random.nextInt(4) == 0),
                  null)
              : new Command.ChangeMembership(any(random, IDENTITIES), random.nextBoolean(), null);
    };
  }

  private static Set<Position> deleted(List<LogEntry> entries) {
    Set<Position> deleted = new HashSet<>();
    for (LogEntry entry : entries) {
      if (entry.event() instanceof RoomEvent.Deleted each) {
        deleted.add(each.target());
      }
    }
    return deleted;
  }

  private static List<String> lastSaid(List<LogEntry> entries) {
    Set<Position> deleted = deleted(entries);
    List<String> said = new ArrayList<>();
    for (LogEntry entry : entries) {
      if (entry.event() instanceof RoomEvent.Posted posted
          && !deleted.contains(posted.position())) {
        said.add(posted.message().text());
      }
    }
    return said;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whoever_follows_from_wherever_knows_the_same(long seed) {
    Random random = new Random(seed);
    InMemoryBackplane backplane = new InMemoryBackplane(clock, random);
    List<Follower> followers = new ArrayList<>();
    RecordingTail all = new RecordingTail();
    RoomLog log = backplane.open(LOBBY, LARGE, all);

    for (int number = 0; number < 3 * seed; number++) {
      if (random.nextInt(10) == 0) {
        followers.add(new Follower(backplane, 1 + random.nextInt(20)));
      }
      clock.advance(Duration.ofSeconds(random.nextInt(5)));
      Position head = new Position(all.snapshot().head().epoch(), all.entries().size());
      Command command = randomCommand(random, head, number);
      Origin origin = new Origin("s" + random.nextInt(8), number, "10.0.0." + random.nextInt(3));
      assertThat(log.append(command, origin)).isCompletedWithValueMatching(result -> true);
    }

    RecordingTail last = new RecordingTail();
    backplane.open(LOBBY, LARGE, last);
    LogSnapshot end = last.snapshot();
    assertThat(end.recent()).hasSameSizeAs(all.entries());
    RoomFold fromNothing = new RoomFold(RoomState.initial(RoomAccess.OPEN));
    all.entries().forEach(fromNothing::apply);
    assertThat(fromNothing.state()).isEqualTo(end.state());
    assertThat(new RoomFold(end.state()).state()).isEqualTo(end.state());
    List<String> said = lastSaid(all.entries());
    for (Follower follower : followers) {
      LocalLog replayed = follower.replayed(random);
      assertThat(follower.folded()).isEqualTo(end.state());
      assertThat(replayed.roster().offset()).isEqualTo(end.head().offset());
      assertThat(replayed.<RoomState>ask(RoomFold::state)).isEqualTo(end.state());
      assertThat(said).endsWith(Events.texts(replayed.welcome().history()).toArray(new String[0]));
    }
  }
}
