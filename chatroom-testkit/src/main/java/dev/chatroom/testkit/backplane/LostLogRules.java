package dev.chatroom.testkit.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Position;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.RoomState;
import dev.chatroom.testkit.contract.ContractRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of nodes when the logs are lost, and of what was acknowledged when they are not. */
public interface LostLogRules extends RemoteBackplaneRules {

  /**
   * A lost log begins anew.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 29,
      says = "When a log was lost, all nodes are told so by a snapshot of the one that begins",
      law = "gap-free or told",
      check = {
        "a node finds out without a command: its lease, or the reading of its tail, tells it",
        "one node makes the log anew, with an epoch that no log had, and the others follow",
        "what a node has sent for the log that was lost is not appended to the next"
      })
  default void B29_a_lost_log_begins_anew(House house) {
    RoomAccess access = RoomAccess.OPEN.moderated(true);
    RoomOptions options = RoomOptions.defaults().withAccess(access);
    FollowedLog one = house.follow(options);
    FollowedLog other = house.follow(options);
    Holder tom = one.holder("tom");
    Holder ann = other.holder("ann");
    for (int times = 1; times <= 2; times++) {
      int snapshots = times;
      tom.claims();
      ann.claims();
      Position said = tom.does(tom.post("hi", "k"));
      other.sees(said);
      house.remote().loseLogs();
      for (FollowedLog each : List.of(one, other)) {
        house.await(
            each.name() + " is opened anew", () -> each.tail().snapshots().size() > snapshots);
        LogSnapshot snapshot = each.tail().snapshots().get(snapshots);
        assertThat(snapshot.head().epoch()).isNotEqualTo(said.epoch());
        assertThat(snapshot.head().offset()).as("where it stands").isZero();
        assertThat(snapshot.state()).isEqualTo(RoomState.initial(access));
        assertThat(each.isBack().reads(said, 10)).as("of the epoch before").isEmpty();
      }
    }
    tom.claims();
    assertThat(tom.does(tom.post("hi", "k")).offset()).as("said under the key again").isEqualTo(2);
    ann.claims();
    assertThat(other.seesAll().known()).hasSize(3).isEqualTo(one.seesAll().known());
  }

  /**
   * What was acknowledged before a cut is in the log.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 30,
      says = "What is under way at a cut is in the log or refused; what was acknowledged is there",
      law = "accepted is kept",
      check = {
        "an answer is given when the log has the event, and not when the command was sent",
        "a command whose answer was lost is not sent again, or the log knows it again",
        "commands that come later do not overtake those that wait for the way to come back"
      })
  default void B30_acknowledged_at_a_cut_is_in_the_log(House house) {
    RoomOptions options = RoomOptions.defaults().withLog(Murmur.LOG);
    FollowedLog stays = house.follow(options);
    FollowedLog cut = house.follow(options);
    try (Murmur murmur = new Murmur(cut)) {
      for (int i = 0; i < 3; i++) {
        murmur.flows();
        house.cutOff(cut);
        murmur.isRefused();
        house.restore(cut);
      }
      murmur.flows();
      murmur.stop();
      cut.isBack();
      murmur.isIn(stays);
    }
    assertThat(cut.seesAll().known()).isEqualTo(stays.known());
  }

  /**
   * What a lost node was told is in the log.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 30,
      says = "What was acknowledged to a node that is lost is in the log",
      law = "accepted is kept",
      check = {"an answer is given when the log has the event, and not when the command was sent"})
  default void B30_acknowledged_to_a_lost_node_is_in_the_log(House house) {
    RoomOptions options = RoomOptions.defaults().withLog(Murmur.LOG);
    FollowedLog stays = house.follow(options);
    FollowedLog lost = house.follow(options);
    try (Murmur murmur = new Murmur(lost)) {
      murmur.flows();
      house.crash(lost);
      murmur.stop();
      murmur.isIn(stays);
    }
  }
}
