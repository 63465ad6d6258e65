package dev.chatroom.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.CloseReason;
import dev.chatroom.LeaveReason;
import dev.chatroom.RoomEvent;
import dev.chatroom.policy.PresencePolicy;
import dev.chatroom.testkit.Received;
import dev.chatroom.testkit.contract.ContractRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who is here. */
public interface PresenceRules extends TransportRules {

  /**
   * One winner among concurrent claims.
   *
   * @param venue where
   */
  @Test
  @ContractRule(
      number = 5,
      says = "Of those who claim a nickname at the same time exactly one gets it",
      law = "one owner",
      check = {
        "the nickname reaches receive() as the client sent it",
        "the answer that a client gets is the one that was given to its own command"
      })
  default void T05_one_winner_among_concurrent_claims(Venue venue) {
    List<Guest> guests = IntStream.range(0, 10).mapToObj(i -> venue.connect("g" + i)).toList();
    for (String wanted : List.of("tom", "bob", "eve")) {
      guests.forEach(each -> each.claim(wanted));
      List<String> answers = new ArrayList<>();
      for (Guest each : guests) {
        answers.add(each.next("the answer", 1, Received::isAnswer).get(0).code());
      }
      List<String> expected = new ArrayList<>(List.of("ok"));
      guests.stream().skip(1).forEach(each -> expected.add("nickname_taken"));
      assertThat(answers)
          .as("answers to «%s»", wanted)
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(venue.room().occupants())
          .extracting(each -> each.nickname().text())
          .containsOnlyOnce(wanted);
    }
  }

  /**
   * Exactly one {@code Left} for each way in which a connection ends.
   *
   * @param venue where
   * @return a test for each of the endings
   */
  @TestFactory
  @ContractRule(
      number = 6,
      says = "Who has joined leaves once, however the connection ends",
      law = "every Joined has exactly one Left",
      check = {
        "disconnected() is called when the connection is gone, for whatever reason",
        "the idle timeout ends the connection of a client that is not heard of",
        "nothing is received for a session after disconnected()"
      })
  default Stream<DynamicTest> T06_one_left_for_each_ending(Venue venue) {
    return venue.underTest().endings().stream()
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> leavesOnce(venue, each)));
  }

  private static void leavesOnce(Venue first, Ending ending) {
    Venue venue = first.another();
    if (ending.timesOut()) {
      venue.withLimits(limits -> limits.withIdleTimeout(Duration.ofSeconds(2)));
    }
    Diary diary = Diary.of(venue);
    // Where a timeout is short, nothing else has to happen within it.
    Guest tom = venue.arriving("tom", WireRequest.PLAIN).claim("tom").say("hi");
    venue.await("tom joins", () -> diary.count(RoomEvent.Joined.class) == 1);
    tom.go(ending);
    venue.await("tom leaves", () -> !diary.lefts("tom").isEmpty());
    venue.await("no session is left", () -> venue.room().stats().sessions() == 0);
    assertThat(diary.upToNow().lefts("tom")).containsExactly(LeaveReason.DISCONNECTED);
    assertThat(venue.room().occupants()).isEmpty();
  }

  /**
   * Exactly one {@code Left} for who is kicked.
   *
   * @param venue where
   */
  @Test
  @ContractRule(
      number = 6,
      says = "Who is kicked is told so, and leaves once",
      law = "every Joined has exactly one Left",
      check = {
        "close() tells the client the reason, after what was sent before, and ends the connection",
        "disconnected() after close() does no harm, and nothing else is done there"
      })
  default void T06_one_left_for_who_is_kicked(Venue venue) {
    Diary diary = Diary.of(venue);
    Guest ann = venue.connect("ann", WireRequest.PLAIN.with("presence", "delta"));
    Guest tom = venue.guest("tom");
    venue.room().moderation().kick("tom", "for shouting");
    tom.seesEvents("kicked tom").isClosed(CloseReason.KICKED);
    ann.seesEvents("joined tom", "kicked tom", "left tom");

    // Goes by itself when it is told, and before it has met the end.
    Guest tim = venue.guest("tim").stopReadingAt("closed");
    venue.room().moderation().kick("tim", "");
    tim.seesEvents("closed kicked");
    venue.await("tim's session ends", () -> venue.room().stats().sessions() == 1);
    tim.go(Ending.CLOSE);
    ann.seesEvents("joined tim", "kicked tim", "left tim");
    for (String each : List.of("tom", "tim")) {
      assertThat(diary.upToNow().lefts(each)).containsExactly(LeaveReason.KICKED);
      venue.letAllCatchUp(List.of(ann));
      assertThat(ann.transcript()).containsOnlyOnce("left " + each);
    }
  }

  /**
   * The last of a burst of lists is right.
   *
   * @param venue where
   */
  @Test
  @ContractRule(
      number = 18,
      says = "Of a burst of changes the last list of who is here always comes, and is right",
      law = "presence without the quadratic bill; gap-free or told",
      check = {
        "no frame is left out because another of its kind follows",
        "writable() is called each time when the connection can be written to again",
        "what was sent is flushed, also when nothing follows"
      })
  default void T18_coalesced_list_ends_right(Venue venue) {
    venue.with(
        rooms ->
            rooms.presence(new PresencePolicy(Duration.ofMillis(5), Duration.ofMillis(100), 100)));
    Guest ann = venue.connect("ann");
    List<Guest> guests =
        IntStream.range(0, 24)
            .mapToObj(i -> venue.arriving("g" + i, WireRequest.PLAIN).claim("g" + i))
            .toList();
    guests.forEach(each -> each.isIn().isAnswered("ok"));
    List<Guest> staying = guests.subList(0, 16);
    guests.subList(16, 24).forEach(each -> each.go(Ending.CLOSE));
    staying.get(0).claim("first").isAnswered("ok");
    venue.await("all others are gone", () -> venue.room().occupants().size() == staying.size());

    String[] here =
        venue.room().occupants().stream()
            .map(each -> each.nickname().text())
            .toArray(String[]::new);
    ann.seesNicknames(here);
    staying.forEach(each -> each.seesNicknames(here));
  }

  /**
   * Many tabs are one occupant.
   *
   * @param venue where
   */
  @Test
  @ContractRule(
      number = 19,
      says = "The tabs of one identity are one occupant, who leaves with the last of them",
      law = "one owner; every Joined has exactly one Left",
      check = {
        "the query parameter «token» is in the handshake, decoded",
        "each connection is a session of its own, with its own disconnected()"
      })
  default void T19_many_tabs_are_one_occupant(Venue venue) {
    Diary diary = Diary.of(venue);
    Guest ann = venue.connect("ann");
    Guest tab1 = venue.guest("tom");
    WireRequest sameAgain = WireRequest.PLAIN.with("token", tab1.token());
    Guest tab2 = venue.connect("tom's second tab", sameAgain);
    Guest tab3 = venue.connect("tom's third tab", sameAgain);
    tab2.seesEvents("self tom participant").say("from the second");
    ann.sees("tom说:from the second").seesNicknames("tom");
    tab3.seesEvents("self tom participant").claim("tim").isAnswered("ok");
    tab1.seesEvents("self tim participant");
    ann.seesNicknames("tim");

    tab1.go(Ending.CLOSE);
    tab2.go(Ending.CLOSE);
    venue.await("one session of tim's", () -> venue.room().stats().sessions() == 2);
    tab3.say("still here");
    ann.sees("tim说:still here");
    assertThat(diary.upToNow().lefts("tim")).isEmpty();
    tab3.go(Ending.CLOSE);
    ann.seesNicknames();
    assertThat(diary.upToNow().lefts("tim")).containsExactly(LeaveReason.DISCONNECTED);
  }
}
