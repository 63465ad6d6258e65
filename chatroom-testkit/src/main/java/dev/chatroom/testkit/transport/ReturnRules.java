package dev.chatroom.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.RoomEvent;
import dev.chatroom.policy.PresencePolicy;
import dev.chatroom.testkit.Received;
import dev.chatroom.testkit.contract.ContractRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who comes back. */
public interface ReturnRules extends TransportRules {

  /**
   * Who comes back gets what was missed.
   *
   * @param venue where
   */
  @Test
  @ContractRule(
      number = 17,
      says = "Who comes back gets what was missed, once each and in order",
      law = "gap-free or told",
      check = {
        "the query parameter «since» is in the handshake, decoded and unchanged",
        "all that send() is given goes out, from the first frame on",
        "nothing of the old connection goes to the new one"
      })
  default void T17_who_comes_back_misses_nothing(Venue venue) {
    Guest ann = venue.guest("ann");
    Guest tom = venue.guest("tom");
    List<String> expected = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String text = "m" + round + "." + i;
        if (i == 5) {
          tom.sees(lines.toArray(String[]::new)).go(Ending.ABORT);
          expected.addAll(lines);
          lines.clear();
        }
        ann.say(text).sees("ann说:" + text);
        lines.add("ann说:" + text);
      }
      tom.comeBack().isIn().sees(lines.toArray(String[]::new));
      expected.addAll(lines);
    }
    venue.letAllCatchUp(List.of(tom));
    assertThat(tom.messages().subList(0, expected.size())).isEqualTo(expected);
    assertThat(tom.messages()).hasSize(expected.size() + 1);
    assertThat(tom.received())
        .as("%s", tom)
        .noneMatch(each -> each.event().equals("reset") || each.event().equals("history"));
  }

  /**
   * Who comes back too late is told.
   *
   * @param venue where
   */
  @Test
  @ContractRule(
      number = 17,
      says = "Who comes back too late is told so, and gets the history",
      law = "gap-free or told",
      check = {"what send() is given first goes out first, on the new connection too"})
  default void T17_who_comes_back_too_late_is_told(Venue venue) {
    venue.with(rooms -> rooms.log(10, 1_000_000).historyMessages(3));
    Guest ann = venue.guest("ann");
    Guest tom = venue.guest("tom");
    ann.say("first").sees("ann说:first");
    tom.sees("ann说:first").go(Ending.ABORT);
    for (int i = 0; i < 20; i++) {
      ann.say("m" + i).sees("ann说:m" + i);
    }
    int before = tom.received().size();
    tom.comeBack().seesReset("lagged");
    Received history = tom.next("history", 1, each -> each.event().equals("history")).get(0);
    assertThat(history.lines()).containsExactly("ann说:m17", "ann说:m18", "ann说:m19");
    ann.say("last");
    tom.sees("ann说:last");
    assertThat(tom.transcript().get(before)).as("first of all, %s", tom).isEqualTo("reset lagged");
  }

  /**
   * A storm of reconnects ends well.
   *
   * @param venue where
   */
  @Test
  @ContractRule(
      number = 20,
      says = "When all are cut and come back at once, all end with one list and missed nothing",
      law = "gap-free or told; one owner; bounded",
      check = {
        "places of connections that are gone are given back at once",
        "many connections may come within a moment, also from one address",
        "what a new connection gets does not wait for the old one to be noticed as gone"
      })
  default void T20_reconnect_storm_ends_well(Venue venue) {
    // A list for each window, and not for each of many changes: those are for another rule.
    PresencePolicy seldom = new PresencePolicy(Duration.ofMillis(1), Duration.ofMillis(200), 1_000);
    venue.with(
        rooms -> rooms.log(20_000, 16 << 20).presence(seldom).reconnectGrace(Duration.ofHours(1)));
    Diary diary = Diary.of(venue);
    int many = 150;
    List<Guest> guests =
        IntStream.range(0, many)
            .mapToObj(i -> venue.arriving("g" + i, WireRequest.PLAIN).claim("g" + i))
            .toList();
    guests.forEach(each -> each.isIn().isAnswered("ok"));
    venue.letAllCatchUp(guests);
    List<String> said = new ArrayList<>(List.of("system说:so far 1"));
    for (int round = 0; round < 3; round++) {
      for (Guest each : guests) {
        each.comeBack();
        if (each.name().endsWith("0")) {
          String text = each.name() + " is back " + round;
          venue.room().post(text);
          said.add("system说:" + text);
        }
      }
    }
    String[] here = IntStream.range(0, many).mapToObj(i -> "g" + i).toArray(String[]::new);
    for (Guest each : guests) {
      venue.await(each.name() + " has all", () -> each.heard() >= said.size());
      assertThat(each.messages()).as("messages of %s", each.name()).isEqualTo(said);
    }
    if (venue.underTest().endings().contains(Ending.ABORT)) {
      venue.await("old sessions are gone", () -> venue.room().stats().sessions() == many);
    }
    guests.forEach(each -> each.seesNicknamesInAnyOrder(here));
    diary.upToNow();
    assertThat(diary.count(RoomEvent.Joined.class)).as("joined").isEqualTo(many);
    assertThat(diary.count(RoomEvent.Left.class)).as("left").isZero();
  }
}
