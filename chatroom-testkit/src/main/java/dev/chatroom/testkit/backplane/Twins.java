package dev.chatroom.testkit.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Position;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import java.time.Duration;
import java.util.List;

/**
 * A log of the backplane under test, followed by two nodes, beside one in memory that is given the
 * same commands: what becomes of them must be the same.
 */
final class Twins {

  static final List<Long> SEEDS = List.of(1L, 2L, 3L, 8266L);
  static final int COMMANDS = 1_000;

  private static final int COMMANDS_BETWEEN_LOOKS = 50;

  /** Short enough that events are dropped, and their keys with them. */
  private static final RoomOptions.Log LOG = new RoomOptions.Log(100, 100_000, Duration.ofDays(1));

  private final RoomOptions options = RoomOptions.defaults().withLog(LOG);
  private final House house;
  private final FollowedLog one;
  private final FollowedLog other;
  private final House references;
  private final FollowedLog reference;
  private int compared;

  Twins(House house) {
    this.house = house;
    this.one = house.follow(options);
    this.other = house.follow(options);
    this.references = house.inMemory();
    this.reference = references.follow(options);
  }

  /** Tells both what a seed makes, one after the other. */
  void tell(long seed) {
    RandomCommands commands = new RandomCommands(seed);
    for (int number = 1; number <= COMMANDS; number++) {
      ask(commands.next(number, head()), number);
      if (number % COMMANDS_BETWEEN_LOOKS == 0) {
        compareLatecomers(number);
      }
    }
    compareNodes();
  }

  private long head() {
    return reference.tail().head().offset();
  }

  /** A session is at one of the two nodes, and stays there. */
  private void ask(RandomCommands.Asked asked, int number) {
    FollowedLog here = (asked.origin().session().hashCode() & 1) == 0 ? one : other;
    RandomCommands.Asked expected = asked.at(reference.tail().head().epoch());
    RandomCommands.Asked given = asked.at(here.tail().head().epoch());
    assertThat(outcome(here.asks(given.command(), given.origin())))
        .as("the result of command %s, %s", number, Facts.brief(given))
        .isEqualTo(outcome(reference.asks(expected.command(), expected.origin())));
    Position head = new Position(here.snapshot().head().epoch(), head());
    one.sees(head);
    other.sees(head);
    List<LogEntry> all = reference.entries();
    List<LogEntry> same = here.entries();
    assertThat(same).as("how many events after command %s", number).hasSameSizeAs(all);
    for (; compared < all.size(); compared++) {
      assertThat(Facts.of(same.get(compared)))
          .as("an event of command %s, %s", number, Facts.brief(given))
          .isEqualTo(Facts.of(all.get(compared)));
    }
  }

  /** Of how long to wait only whether anything is said: the clocks are two. */
  private static String outcome(AppendResult result) {
    return result instanceof AppendResult.Rejected rejected
        ? rejected.reason() + (rejected.retryAfter() == null ? "" : ", wait")
        : "accepted at " + ((AppendResult.Appended) result).position().offset();
  }

  /** Compares what who comes just now is given, and what can be read back. */
  private void compareLatecomers(int number) {
    FollowedLog late = house.follow(options);
    FollowedLog lateReference = references.follow(options);
    LogSnapshot given = late.snapshot();
    LogSnapshot expected = lateReference.snapshot();
    assertThat(Facts.of(given.head())).as("head at %s", number).isEqualTo(head());
    assertThat(Facts.of(given.state()))
        .as("state at %s", number)
        .isEqualTo(Facts.of(expected.state()));
    assertThat(Facts.of(given.recent()))
        .as("recent events at %s", number)
        .isEqualTo(Facts.of(expected.recent()));
    assertThat(Facts.of(late.readsAll()))
        .as("read back at %s", number)
        .isEqualTo(Facts.of(lateReference.readsAll()));
    house.leave(late);
    lateReference.close();
  }

  /** Both nodes were told the same to the end. */
  private void compareNodes() {
    one.seesAll();
    other.seesAll();
    assertThat(other.entries()).isEqualTo(one.entries());
  }
}
