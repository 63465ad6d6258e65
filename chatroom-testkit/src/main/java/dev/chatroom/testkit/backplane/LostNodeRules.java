package dev.chatroom.testkit.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.LeaveReason;
import dev.chatroom.Position;
import dev.chatroom.RoomEvent;
import dev.chatroom.testkit.contract.ContractRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a node that is lost without a word. */
public interface LostNodeRules extends RemoteBackplaneRules {

  /**
   * Who was at a lost node leaves.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 24,
      says = "Whose last session was at a node that is lost leaves once, with SERVER_LOST, in time",
      law = "every Joined has exactly one Left",
      check = {
        "a lease is renewed by each node, and looked after by all others",
        "of many who find out, one appends: looking and appending are one step",
        "leaseBound() has in it the lease and the time until somebody looks"
      })
  default void B24_occupants_of_a_lost_node_leave_once(House house) {
    List<FollowedLog> stay = List.of(house.follow(), house.follow(), house.follow());
    Holder ann = stay.get(0).holder("ann").claims();
    for (String name : List.of("tom", "zoe")) {
      FollowedLog lost = house.follow();
      Holder holder = lost.holder(name).claims();
      lost.holder(name).with("second session of " + name, "").attaches();
      ann.posts(name + " is here");
      house.crash(lost);
      for (FollowedLog each : stay) {
        house.await(
            name + " is gone for " + each.name(),
            house.remote().leaseBound(),
            () -> lefts(each).contains("SERVER_LOST " + holder.id()));
      }
      Holder kim = stay.get(1).holder("kim");
      kim.does(kim.claim(name));
      kim.leaves();
    }
    for (FollowedLog each : stay) {
      assertThat(lefts(each.seesAll()))
          .containsExactly(
              "SERVER_LOST id of tom", "LEFT id of kim", "SERVER_LOST id of zoe", "LEFT id of kim");
    }
    assertThat(house.latecomer().snapshot().state().occupants()).containsExactly(ann.occupant());
  }

  private static List<String> lefts(FollowedLog log) {
    return log.events(RoomEvent.Left.class).stream()
        .map(each -> each.reason() + " " + each.occupant().id())
        .toList();
  }

  /**
   * Who was at a lost node leaves, though nobody was there to see it.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 24,
      says = "Who was at the only node, which is lost, leaves when another one comes",
      law = "every Joined has exactly one Left",
      check = {"who comes to follow a room looks after the leases of those who were there before"})
  default void B24_who_comes_finds_the_lost_gone(House house) {
    FollowedLog lost = house.follow();
    Holder tom = lost.holder("tom").claims();
    Position said = tom.posts("hi");
    house.crash(lost);
    FollowedLog comes = house.latecomer();
    house.await(
        "tom is gone",
        house.remote().leaseBound(),
        () -> {
          comes.seesAll();
          return comes.known().toString().contains("SERVER_LOST");
        });
    assertThat(comes.tail().head()).isEqualTo(new Position(said.epoch(), 3));
    assertThat(comes.holder("ann").does(comes.holder("ann").claim("tom")).offset()).isEqualTo(4);
  }

  /**
   * Who has another session stays.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 25,
      says = "Who has a session at a node that lives stays when another node is lost",
      law = "every Joined has exactly one Left",
      check = {"only the sessions of the lost node let go: each becomes Detached"})
  default void B25_who_has_another_session_stays(House house) {
    FollowedLog stays = house.follow();
    FollowedLog lost = house.follow();
    Holder here = stays.holder("tom").claims();
    Holder there = lost.holder("tom");
    there.attaches();
    house.crash(lost);
    house.await(
        "the session at the lost node lets go",
        house.remote().leaseBound(),
        () -> stays.events(RoomEvent.Detached.class).size() == 1);
    here.posts("still here");
    assertThat(stays.seesAll().events(RoomEvent.Left.class)).isEmpty();
    assertThat(stays.events(RoomEvent.Detached.class).get(0).session()).isEqualTo(there.session());
    here.detaches();
    assertThat(stays.seesAll().events(RoomEvent.Left.class))
        .extracting(RoomEvent.Left::reason)
        .containsExactly(LeaveReason.DISCONNECTED);
  }
}
