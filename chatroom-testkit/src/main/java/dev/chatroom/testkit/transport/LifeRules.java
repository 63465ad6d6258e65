package dev.chatroom.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.CloseReason;
import dev.chatroom.testkit.Received;
import dev.chatroom.testkit.contract.ContractRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How sessions and transports end. */
public interface LifeRules extends TransportRules {

  /**
   * Commands after the end are harmless.
   *
   * @param venue where
   */
  @Test
  @ContractRule(
      number = 11,
      says = "What a client sends after the end of its session does nothing, and harms nobody",
      law = "refused is answered; every Joined has exactly one Left",
      check = {
        "nothing is handed in for a session after close() or disconnected()",
        "what was read before, and waits, is dropped then",
        "a write to a connection that is gone fails quietly"
      })
  default void T11_commands_after_the_end_are_harmless(Venue venue) {
    Diary diary = Diary.of(venue);
    Guest ann = venue.guest("ann");
    Guest tom = venue.guest("tom").stopReadingAt("closed");
    venue.room().moderation().kick("tom", "");
    tom.seesEvents("closed kicked");
    venue.await("tom's session ends", () -> venue.room().stats().sessions() == 1);
    haunts(tom);
    tom.readOn().isEnded(WireListener.NO_CODE);
    Guest bob = venue.guest("bob");
    bob.go(Ending.CLOSE);
    haunts(bob);
    venue.await("bob is gone", () -> venue.room().stats().sessions() == 1);

    ann.say("well").sees("ann说:well");
    assertThat(diary.upToNow().posts()).noneMatch(each -> each.startsWith("boo"));
    assertThat(diary.lefts("tom")).hasSize(1);
    assertThat(diary.lefts("bob")).hasSize(1);
    ann.seesNicknames("ann");
    for (Guest each : List.of(tom, bob)) {
      assertThat(each.faults()).as("%s", each).isEmpty();
      assertThat(each.received()).as("%s", each).filteredOn(Received::isAnswer).hasSize(1);
    }
  }

  private static void haunts(Guest ghost) {
    ghost.say("boo");
    ghost.emitWithAck("message", Map.of("msg", "boo again", "nickname", ghost.name()));
    ghost.claim(ghost.name());
  }

  /**
   * A stop delivers what was queued.
   *
   * @param venue where
   */
  @Test
  @ContractRule(
      number = 12,
      says = "A transport that stops delivers what was queued, and then closes with its reason",
      law = "accepted is kept; gap-free or told",
      check = {
        "stop() ends sessions with close(GOING_AWAY), and lets them read to the end",
        "it waits for clients to take what waits, as long as it may",
        "Outbound.close() writes before it ends the connection"
      })
  default void T12_stop_delivers_what_was_queued(Venue venue) {
    List<Guest> guests = IntStream.range(0, 6).mapToObj(i -> venue.guest("g" + i)).toList();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String text = i + " " + "x".repeat(2_000);
      venue.room().post(text);
      expected.add("system说:" + text);
    }
    venue.stop(Duration.ofSeconds(20));
    for (Guest each : guests) {
      each.isClosed(CloseReason.GOING_AWAY);
      assertThat(each.messages()).as("%s", each).isEqualTo(expected);
    }
    venue.await("nobody is here", () -> venue.room().occupants().isEmpty());
  }

  /**
   * A stop waits for who is behind.
   *
   * @param venue where
   */
  @Test
  @ContractRule(
      number = 12,
      says = "A transport that stops waits for who is behind, and closes when all was taken",
      law = "accepted is kept; gap-free or told",
      check = {
        "close(GOING_AWAY) of a session whose client does not read waits, and so must stop()",
        "writable() is called while it stops too",
        "what was handed to send() and close() is written before the connection ends"
      })
  default void T12_stop_waits_for_who_is_behind(Venue venue) {
    ReadingLate late = new ReadingLate(venue);
    late.postUntilSomethingWaits();
    late.stopAndReadOn();
  }

  /**
   * Nothing comes after the end.
   *
   * @param venue where
   */
  @Test
  @ContractRule(
      number = 14,
      says = "The reason is the last that a client gets: nothing comes after it",
      law = "gap-free or told",
      check = {
        "close() is the last call: what was sent before is written before, and nothing after",
        "an answer that is given later is dropped"
      })
  default void T14_nothing_comes_after_the_end(Venue venue) {
    Guest ann = venue.connect("ann");
    List<Guest> guests = IntStream.range(0, 5).mapToObj(i -> venue.guest("g" + i)).toList();
    for (Guest each : guests) {
      IntStream.range(0, 5).forEach(i -> each.emitWithAck("message", Map.of("msg", "asked")));
      IntStream.range(0, 10).forEach(i -> venue.room().post("before " + i));
      venue.room().moderation().kick(each.name(), "");
      IntStream.range(0, 10).forEach(i -> venue.room().post("after " + i));
    }
    for (Guest each : guests) {
      each.isClosed(CloseReason.KICKED);
    }
    venue.letAllCatchUp(List.of(ann));
    for (Guest each : guests) {
      each.isClosed(CloseReason.KICKED);
      assertThat(each.transcript()).as("%s", each).containsOnlyOnce("closed kicked");
      assertThat(each.faults()).as("%s", each).isEmpty();
    }
  }

  /**
   * Nothing is left of a transport that was stopped.
   *
   * @param venue where
   */
  @Test
  @ContractRule(
      number = 16,
      says = "Nothing is left of a transport that was stopped: no thread, no socket, no buffer",
      law = "bounded; nothing ambient",
      check = {
        "stop() waits for the threads that it ends",
        "connections that were cut are closed at this end too",
        "what was queued for a client that is gone is released"
      })
  default void T16_nothing_is_left(Venue venue) {
    comeAndGo(venue);
    LeftBehind before = LeftBehind.now();
    for (int i = 0; i < 5; i++) {
      comeAndGo(venue);
    }
    TransportUnderTest underTest = venue.underTest();
    venue.awaitInRealTime(
        "threads to end",
        () -> before.threads(underTest).isEmpty(),
        () -> before.describe(underTest));
    venue.awaitInRealTime(
        "descriptors to be closed", before::descriptorsAreBack, () -> before.describe(underTest));
    venue.await("the rest", () -> underTest.leaks().isEmpty(), () -> underTest.leaks().toString());
  }

  private static void comeAndGo(Venue first) {
    Venue venue = first.another();
    List<Guest> guests = IntStream.range(0, 8).mapToObj(i -> venue.guest("g" + i)).toList();
    guests.get(0).say("hi");
    guests.get(1).sees("g0说:hi");
    List<Ending> endings =
        venue.underTest().endings().stream().filter(each -> !each.timesOut()).toList();
    for (int i = 0; i < 6 && !endings.isEmpty(); i++) {
      guests.get(i).go(endings.get(i % endings.size()));
    }
    venue.stop(Duration.ofSeconds(20));
    venue.close();
  }
}
