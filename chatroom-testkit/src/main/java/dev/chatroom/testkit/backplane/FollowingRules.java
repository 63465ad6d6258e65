package dev.chatroom.testkit.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.LeaveReason;
import dev.chatroom.Nickname;
import dev.chatroom.Position;
import dev.chatroom.Refusal;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.Signal;
import dev.chatroom.testkit.contract.ContractRule;
import dev.chatroom.testkit.contract.RealTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How nodes come to follow a log, and how they end it. */
public interface FollowingRules extends BackplaneRules {

  /**
   * Signals reach all nodes.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 17,
      says = "A signal reaches the tails of all nodes that follow the room, and is in no log",
      law = "one order",
      check = {
        "the node that sends it is told too",
        "who it is from comes as it was given, whatever characters it has"
      })
  default void B17_signals_reach_all_nodes(House house) {
    FollowedLog one = house.follow();
    FollowedLog other = house.follow();
    FollowedLog elsewhere =
        house.follow(one.node(), new RoomName("elsewhere"), RoomOptions.defaults());
    for (String text : Texts.SHORT) {
      Signal signal = new Signal("id " + text, new Nickname(text, text, text + "-"), "typing");
      // A signal may be lost, but not all of them.
      house.await(
          "both are told " + signal,
          () -> {
            one.log().signal(signal);
            return one.tail().signals().contains(signal) && other.tail().signals().contains(signal);
          });
    }
    assertThat(one.holder("tom").claims().posts("hi").offset()).isEqualTo(2);
    assertThat(elsewhere.tail().signals()).as("in another room").isEmpty();
  }

  /**
   * The sessions of who closes let go.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 18,
      says = "The sessions of a node that closes let go, and others are told",
      law = "every Joined has exactly one Left",
      check = {
        "the backplane knows which sessions hold nicknames through which node",
        "whose last session it was has left with SHUTDOWN; others are detached and stay",
        "who came again at another node is not touched"
      })
  default void B18_sessions_of_who_closes_let_go(House house) {
    FollowedLog stays = house.follow();
    FollowedLog closes = house.follow();
    Holder tom = closes.holder("tom").claims();
    closes.holder("tom").with("second", "").attaches();
    Holder joinedBySaying = closes.holder("zoe");
    joinedBySaying.does(new Command.Post(joinedBySaying.id(), "hi", joinedBySaying.claim(), null));
    Holder renamed = closes.holder("bob").claims();
    renamed.does(renamed.claim("rob"));
    Holder onBoth = closes.holder("ann").claims();
    stays.holder("ann").attaches();
    Holder cameAgain = closes.holder("mia").claims();
    cameAgain.leaves();
    stays.holder("mia").claims();
    Holder letGo = closes.holder("kim").claims();
    stays.holder("kim").attaches();
    letGo.detaches();
    Position before = stays.holder("kim").claims().posts("before");

    closes.close();

    house.await(
        "all are gone who were there",
        () ->
            stays.events(RoomEvent.Left.class).size() == 4
                && stays.events(RoomEvent.Detached.class).size() == 3);
    assertThat(stays.seesAll().entries())
        .filteredOn(each -> each.event().position().offset() > before.offset())
        .extracting(FollowingRules::went)
        .containsExactlyInAnyOrder(
            "Detached " + tom.id(),
            "SHUTDOWN " + tom.id(),
            "SHUTDOWN " + joinedBySaying.id(),
            "SHUTDOWN " + renamed.id(),
            "Detached " + onBoth.id());
    assertThat(stays.entries())
        .filteredOn(each -> each.event().position().offset() > before.offset())
        .extracting(each -> each.origin().session())
        .contains(joinedBySaying.session(), renamed.session(), onBoth.session());
    assertThat(house.latecomer().snapshot().state().occupants())
        .extracting(each -> each.nickname().text())
        .containsExactlyInAnyOrder("ann", "mia", "kim");
  }

  private static String went(LogEntry entry) {
    if (entry.event() instanceof RoomEvent.Left left) {
      return left.reason() + " " + left.occupant().id();
    }
    return entry.event() instanceof RoomEvent.Detached detached
        ? "Detached " + detached.occupant().id()
        : entry.event().toString();
  }

  /**
   * Who has closed takes no part.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 19,
      says = "A log that was closed takes no more commands, and its tail is told no more",
      law = "refused is answered",
      check = {
        "append() completes exceptionally after close() of the log, and after close() of the node",
        "closing twice does nothing",
        "a node that closes takes nothing from others"
      })
  default void B19_who_has_closed_takes_no_part(House house) {
    FollowedLog stays = house.follow();
    FollowedLog closes = house.follow();
    RoomName second = new RoomName("second");
    FollowedLog sameNode = house.follow(closes.node(), second, RoomOptions.defaults());
    Holder tom = stays.holder("tom").claims();
    closes.sees(tom.posts("before"));

    closes.close();
    closes.close();
    isFailing(house, closes);
    stays.sees(tom.posts("after"));
    assertThat(closes.entries().toString()).contains("before").doesNotContain("after");
    sameNode.holder("ann").claims();
    sameNode.close();
    house.forget(closes.node());
    closes.node().close();
    isFailing(house, sameNode);
    stays.sees(tom.posts("still there"));
  }

  private static void isFailing(House house, FollowedLog log) {
    Holder ann = log.holder("ann");
    house.await(
        "a command to " + log.name() + " fails",
        () -> {
          var result = log.append(ann.claim(), ann.origin()).toCompletableFuture();
          RealTime.await(house.underTest().patience(), result::isDone);
          return result.isCompletedExceptionally();
        });
  }

  /**
   * What is closed is kept.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 20,
      says = "A log that is closed by all is kept; one that its last follower retires is forgotten",
      law = "accepted is kept; bounded",
      check = {
        "close() leaves the log where it is, retire() of the last follower removes all of it",
        "keys, members, bans and the subject go with it",
        "a log that is made anew has another epoch and begins at offset 0"
      })
  default void B20_retired_by_the_last_a_log_is_forgotten(House house) {
    Backplane node = house.node();
    FollowedLog first = house.follow(node, House.LOBBY, RoomOptions.defaults());
    Holder tom = first.holder("tom").claims();
    Position said = tom.does(tom.post("hi", "k"));
    tom.does(new Command.ChangeSubject("chess", null));
    first.close();
    FollowedLog second = house.follow(node, House.LOBBY, RoomOptions.defaults());
    assertThat(second.snapshot().head())
        .as("after closing: one has left")
        .isEqualTo(new Position(said.epoch(), 4));

    second.retire();
    FollowedLog third = house.follow(node, House.LOBBY, RoomOptions.defaults());
    assertThat(third.snapshot().head().offset()).as("after retiring").isZero();
    assertThat(third.snapshot().head().epoch()).isNotEqualTo(said.epoch());
    assertThat(third.snapshot().state().subject()).isNull();
    assertThat(third.snapshot().recent()).isEmpty();
    Holder again = third.holder("tom").claims();
    assertThat(again.does(again.post("hi", "k")).offset()).as("the key").isEqualTo(2);
    assertThat(house.latecomer().snapshot().head().epoch())
        .isEqualTo(third.snapshot().head().epoch());
  }

  /**
   * What others follow is not forgotten.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 20,
      says = "A log that another node follows is not forgotten by who retires it",
      law = "accepted is kept",
      check = {
        "who follows is known where the log lives, and not only to each node",
        "in one step it is seen that nobody follows, and the log goes"
      })
  default void B20_what_others_follow_is_not_forgotten(House house) {
    FollowedLog stays = house.follow();
    FollowedLog retires = house.follow();
    retires.holder("ann").claims();
    Holder tom = stays.holder("tom").claims();
    Position said = tom.posts("hi");
    retires.retire();
    house.await("ann has left", () -> stays.events(RoomEvent.Left.class).size() == 1);
    assertThat(stays.events(RoomEvent.Left.class).get(0).reason()).isEqualTo(LeaveReason.SHUTDOWN);
    Position next = tom.posts("still here");
    assertThat(next).isEqualTo(new Position(said.epoch(), said.offset() + 2));
    assertThat(house.latecomer().snapshot().head()).isEqualTo(next);
  }

  /**
   * Rooms are apart.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 21,
      says = "Rooms do not know each other",
      law = "a room is a log",
      check = {
        "all that is stored has the room in its name, and the name is kept apart from the rest",
        "names of rooms differ by case, and by what looks like a pattern or a separator"
      })
  default void B21_rooms_do_not_know_each_other(House house) {
    Backplane node = house.node();
    Backplane otherNode = house.node();
    for (String name : List.of("lobby", "Lobby", "lobby.", "lobby-1", "大厅", "lobby_log")) {
      RoomName room = new RoomName(name);
      FollowedLog log = house.follow(node, room, RoomOptions.defaults());
      FollowedLog other = house.follow(otherNode, room, RoomOptions.defaults());
      assertThat(log.snapshot().head().offset()).as("a new room %s", name).isZero();
      Holder tom = log.holder("tom").claims();
      assertThat(tom.does(tom.post("hi", "k")).offset()).isEqualTo(2);
      Holder ann = other.holder("ann");
      ann.isRefused(Refusal.NICKNAME_TAKEN, ann.claim("tom"));
      assertThat(other.seesAll().entries()).hasSize(2);
    }
  }
}
