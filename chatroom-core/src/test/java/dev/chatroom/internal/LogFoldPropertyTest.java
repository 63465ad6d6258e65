package dev.chatroom.internal;

import static dev.chatroom.internal.Events.nickname;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.LeaveReason;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomName;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
  private static final String[] SESSIONS = {"s1", "s2", "s3", "s4", "s5"};
  private static final String[] NAMES = {"tom", "Tom", "ann", "ANN", "zoe", "bob"};

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 100);
  }

  /** Follows from a place on; its part of the log is as small as the test says. */
  private static final class Follower {
    final RecordingTail tail = new RecordingTail();
    final LogBounds bounds;

    Follower(InMemoryBackplane backplane, int maxEvents) {
      bounds = new LogBounds(maxEvents, PLENTY);
      backplane.open(LOBBY, tail);
    }

    /** Who is here when the snapshot's occupants are told the events after it. */
    Occupants folded() {
      Occupants occupants = new Occupants(tail.snapshot().occupants());
      tail.entries().forEach(entry -> occupants.apply(entry.event()));
      return occupants;
    }

    /** The same in a node's part of the log, which somebody asks now and then. */
    LocalLog replayed(Random random) {
      LocalLog log = new LocalLog(tail.snapshot(), bounds, new HistoryBounds(HISTORY, PLENTY));
      for (LogEntry entry : tail.entries()) {
        log.append(entry);
        if (random.nextInt(8) == 0) {
          log.welcome();
        }
      }
      return log;
    }
  }

  private static Command randomCommand(Random random, int number) {
    String id = SESSIONS[random.nextInt(SESSIONS.length)];
    String name = NAMES[random.nextInt(NAMES.length)];
    return switch (random.nextInt(6)) {
      case 0, 1 -> new Command.Claim(id, nickname(name));
      case 2, 3 -> new Command.Post(id, "m" + number, null);
      case 4 -> new Command.Post(id, "m" + number, nickname(name));
      default -> new Command.Leave(id, LeaveReason.LEFT);
    };
  }

  private static List<String> lastSaid(List<LogEntry> entries) {
    List<String> said = new ArrayList<>();
    for (LogEntry entry : entries) {
      if (entry.event() instanceof RoomEvent.Posted posted) {
        said.add(posted.message().text());
      }
    }
    return said.subList(Math.max(0, said.size() - HISTORY), said.size());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whoever_follows_from_wherever_knows_the_same(long seed) {
    Random random = new Random(seed);
    InMemoryBackplane backplane =
        new InMemoryBackplane(new ManualClock(), random, new LogBounds(1_000, PLENTY));
    List<Follower> followers = new ArrayList<>();
    RecordingTail all = new RecordingTail();
    RoomLog log = backplane.open(LOBBY, all);

    for (int number = 0; number < 3 * seed; number++) {
      if (random.nextInt(10) == 0) {
        followers.add(new Follower(backplane, 1 + random.nextInt(20)));
      }
      Command command = randomCommand(random, number);
      assertThat(log.append(command, new Origin(command.occupant(), number)))
          .isCompletedWithValueMatching(result -> true);
    }

    RecordingTail last = new RecordingTail();
    backplane.open(LOBBY, last);
    LogSnapshot end = last.snapshot();
    assertThat(end.recent()).isEqualTo(all.entries());
    Occupants fromNothing = new Occupants();
    all.entries().forEach(entry -> fromNothing.apply(entry.event()));
    assertThat(fromNothing.inOrderOfJoining()).isEqualTo(end.occupants());
    for (Follower follower : followers) {
      LocalLog replayed = follower.replayed(random);
      assertThat(follower.folded().inOrderOfJoining()).isEqualTo(end.occupants());
      assertThat(replayed.roster().offset()).isEqualTo(end.head().offset());
      assertThat(replayed.roster().occupants()).isEqualTo(end.occupants());
      assertThat(Events.texts(replayed.welcome().history())).isEqualTo(lastSaid(all.entries()));
    }
  }
}
