package dev.chatroom.testkit.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatMessage;
import dev.chatroom.Position;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.Origin;
import dev.chatroom.testkit.contract.ContractRule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the tails of nodes are told. */
public interface TailRules extends BackplaneRules {

  /**
   * All nodes are told the same.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 6,
      says = "All nodes are told the same entries in the same order, with all that is in them",
      law = "one order",
      check = {
        "an entry has its origin with session, command and address, its key and its commandEnd",
        "texts come as they were given, whatever characters they have",
        "numbers keep all their digits, also those that a double does not hold",
        "the time is stamped once, where the log lives, in whole milliseconds"
      })
  default void B06_all_nodes_are_told_the_same(House house) {
    FollowedLog one = house.follow();
    FollowedLog other = house.follow();
    Instant before = Instant.now();
    Holder tom = one.holder("tom").claims();
    Origin far = new Origin("\"s\" \u2028🙂", Long.MAX_VALUE - 1, "2001:db8::1%\"eth0\"");
    for (String text : Texts.ALL) {
      FollowedLog.accepted(one.asks(tom.post(text, "key of " + text), far));
      FollowedLog.accepted(other.asks(new Command.Announce(Holder.nickname("System"), text), far));
    }
    one.seesAll();
    other.seesAll();
    assertThat(other.entries()).isEqualTo(one.entries());
    assertThat(house.latecomer().known()).as("as a latecomer knows it").isEqualTo(one.entries());
    List<LogEntry> said = one.entries().subList(1, one.entries().size());
    assertThat(said).extracting(LogEntry::origin).containsOnly(far);
    assertThat(said.stream().map(each -> ((RoomEvent.Posted) each.event()).message().text()))
        .isEqualTo(Texts.ALL.stream().flatMap(each -> List.of(each, each).stream()).toList());
    assertThat(said)
        .as("which has a key")
        .extracting(each -> each.key() != null)
        .startsWith(true, false, true, false);
    assertThat(one.events())
        .extracting(RoomEvent::time)
        .isSorted()
        .allSatisfy(
            time -> {
              assertThat(time).isEqualTo(time.truncatedTo(ChronoUnit.MILLIS));
              assertThat(Duration.between(before, time).abs()).isLessThan(Duration.ofHours(1));
            });
  }

  /**
   * Entries come one at a time and without a gap.
   *
   * @param house where
   * @throws Exception when a thread of the rule fails
   */
  @Test
  @ContractRule(
      number = 7,
      says = "After its snapshot a tail is told each event once, one at a time, without a gap",
      law = "gap-free or told",
      check = {
        "snapshot and following begin in one step, so that nothing falls between them",
        "one thread at a time calls opened() and appended()",
        "readable() follows what was told, also the last of a burst"
      })
  default void B07_entries_come_one_at_a_time_without_gap(House house) throws Exception {
    int rounds = 100;
    FollowedLog one = house.follow();
    FollowedLog other = house.follow();
    List<Callable<List<FollowedLog>>> tasks = new ArrayList<>();
    tasks.add(() -> talks(one.holder("tom").claims(), rounds));
    tasks.add(() -> talks(other.holder("ann").claims(), rounds));
    for (int comer = 0; comer < 2; comer++) {
      tasks.add(
          () -> {
            List<FollowedLog> late = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
              late.add(house.follow());
            }
            return late;
          });
    }
    List<FollowedLog> late = new ArrayList<>();
    try (Contest contest = new Contest(house.underTest().patience())) {
      contest.between(tasks).forEach(late::addAll);
    }
    one.seesAll();
    other.seesAll();
    assertThat(one.events())
        .extracting(each -> each.position().offset())
        .isEqualTo(LongStream.rangeClosed(1, 2 + 2L * rounds).boxed().toList());
    assertThat(other.entries()).isEqualTo(one.entries());
    for (FollowedLog each : late) {
      assertThat(each.seesAll().known()).as("as %s knows it", each.name()).isEqualTo(one.entries());
      long head = each.snapshot().head().offset();
      assertThat(each.snapshot().state().occupants())
          .as("who was in the snapshot of %s, which was opened at %s", each.name(), head)
          .isEqualTo(
              one.events(RoomEvent.Joined.class).stream()
                  .filter(joined -> joined.position().offset() <= head)
                  .map(RoomEvent.Joined::occupant)
                  .toList());
    }
  }

  private static List<FollowedLog> talks(Holder holder, int messages) {
    for (int i = 0; i < messages; i++) {
      holder.posts("m" + i);
    }
    return List.of();
  }

  /**
   * Who comes later begins where the log stands.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 8,
      says = "Who comes later is told where the log stands, what the room is, and what is kept",
      law = "a room is a log; gap-free or told",
      check = {
        "head, state and recent events are taken in one step",
        "seats are in order of joining, with the sessions that hold each and their addresses",
        "recent events are complete entries, oldest first, up to the head"
      })
  default void B08_latecomer_begins_where_the_log_stands(House house) {
    FollowedLog early = house.follow();
    Holder tom = early.holder("tom").claims();
    Holder ann = early.holder("ann").with("ann's phone", "192.0.2.7").claims();
    Holder bob = early.holder("bob").claims();
    ann.with("ann's desk", "192.0.2.8").attaches();
    tom.posts("hi");
    tom.leaves();
    early.accepts(new Command.ChangeSubject("chess", Holder.nickname("Ann")));
    bob.does(bob.claim("rob"));
    tom.claims();

    FollowedLog late = house.latecomer();
    LogSnapshot snapshot = late.snapshot();
    Position last = ann.posts("bye");
    assertThat(snapshot.head()).isEqualTo(new Position(last.epoch(), last.offset() - 1));
    assertThat(snapshot.state().seats())
        .extracting(each -> each.occupant().nickname().text() + " " + each.sessions())
        .hasSize(3)
        .first()
        .asString()
        .contains("ann", "ann's phone=192.0.2.7", "ann's desk=192.0.2.8");
    assertThat(snapshot.state().occupants())
        .extracting(each -> each.nickname().text())
        .containsExactly("ann", "rob", "tom");
    early.sees(last);
    assertThat(snapshot.recent()).isEqualTo(early.entries().subList(0, early.entries().size() - 1));
    assertThat(snapshot.state().subject())
        .isEqualTo(early.events(RoomEvent.SubjectChanged.class).get(0).subject());
    late.sees(last);
    assertThat(late.events()).containsExactly(early.events().get(early.events().size() - 1));
  }

  /**
   * No more is kept than may be.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 9,
      says = "As many events are kept as fit into the bounds, and the last one whatever it counts",
      law = "bounded",
      check = {
        "an event counts 320 bytes and those of its text in UTF-8 (RoomOptions.Log)",
        "both bounds hold: of the number and of the bytes",
        "what the room is does not depend on how much of its log is kept"
      })
  default void B09_no_more_is_kept_than_may_be(House house) {
    long base = 320;
    List<House> houses = List.of(house, house.another(), house.another());
    List<RoomOptions.Log> bounds =
        List.of(
            new RoomOptions.Log(3, 1L << 30, Duration.ofDays(1)),
            new RoomOptions.Log(100, 3 * base + 3 * 3 + 2, Duration.ofDays(1)),
            new RoomOptions.Log(100, 1, Duration.ofDays(1)));
    List<Integer> kept = List.of(3, 3, 1);
    for (int i = 0; i < houses.size(); i++) {
      RoomOptions options = RoomOptions.defaults().withLog(bounds.get(i));
      FollowedLog early = houses.get(i).follow(options);
      Holder tom = early.holder("tom").claims();
      early.holder("ann").claims();
      for (int message = 0; message < 20; message++) {
        // A tail that is behind by more than is kept would be opened anew.
        tom.tells("啥");
      }
      FollowedLog late = houses.get(i).follow(options);
      List<LogEntry> all = early.seesAll().entries();
      List<LogEntry> last = all.subList(all.size() - kept.get(i), all.size());
      assertThat(late.snapshot().recent()).as("kept of %s", bounds.get(i)).isEqualTo(last);
      assertThat(late.readsAll()).as("read back of %s", bounds.get(i)).isEqualTo(last);
      assertThat(late.snapshot().state().occupants()).hasSize(2);
    }
  }

  /**
   * What is too old is gone.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 9,
      says = "What is older than a log keeps is not read back",
      law = "bounded",
      check = {"the age is looked at when somebody reads, not only when somebody appends"})
  default void B09_what_is_too_old_is_not_read_back(House house) {
    Duration age = Duration.ofMillis(200);
    RoomOptions.Log bounds = new RoomOptions.Log(100, 1L << 30, age);
    FollowedLog log = house.follow(RoomOptions.defaults().withLog(bounds));
    Holder tom = log.holder("tom").claims();
    tom.posts("hi");
    log.seesAll();
    house.await("what is too old is not read", () -> log.readsAll().isEmpty());
    Position last = tom.posts("still here");
    assertThat(log.sees(last).events(RoomEvent.Posted.class))
        .extracting(RoomEvent.Posted::message)
        .extracting(ChatMessage::text)
        .containsExactly("hi", "still here");
  }
}
