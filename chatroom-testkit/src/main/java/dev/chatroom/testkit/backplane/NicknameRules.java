package dev.chatroom.testkit.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Ban;
import dev.chatroom.LeaveReason;
import dev.chatroom.Position;
import dev.chatroom.Refusal;
import dev.chatroom.Role;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomState.Seat;
import dev.chatroom.testkit.contract.ContractRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Whose a nickname is. */
public interface NicknameRules extends BackplaneRules {

  /**
   * Of many who race for a nickname one gets it.
   *
   * @param house where
   * @throws Exception when a thread of the rule fails
   */
  @Test
  @ContractRule(
      number = 10,
      says = "Of many who claim a nickname at once, on any nodes, exactly one gets it",
      law = "one owner",
      check = {
        "the check of a claim and the event that it becomes are one step",
        "nothing is decided by what a node has been told so far"
      })
  default void B10_one_owner_in_a_race(House house) throws Exception {
    int rounds = 30;
    List<FollowedLog> logs = List.of(house.follow(), house.follow(), house.follow());
    try (Contest contest = new Contest(house.underTest().patience())) {
      for (int round = 0; round < rounds; round++) {
        String prize = "prize " + round;
        List<Callable<AppendResult>> claims = new ArrayList<>();
        for (int racer = 0; racer < 6; racer++) {
          FollowedLog log = logs.get(racer % logs.size());
          String id = "racer " + racer + " of round " + round;
          Command.Claim claim =
              new Command.Claim(id, Holder.nickname(prize), Role.PARTICIPANT, Holder.MANY);
          claims.add(() -> log.asks(claim, new Origin(id, 1)));
        }
        assertThat(contest.between(claims))
            .as("who gets %s", prize)
            .filteredOn(each -> each instanceof AppendResult.Appended)
            .hasSize(1);
      }
    }
    for (FollowedLog each : logs) {
      each.seesAll();
      assertThat(each.events())
          .hasSize(rounds)
          .hasOnlyElementsOfType(RoomEvent.Joined.class)
          .extracting(event -> ((RoomEvent.Joined) event).occupant().nickname().key())
          .doesNotHaveDuplicates();
    }
  }

  /**
   * A nickname is free again.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 11,
      says = "A nickname is free as soon as its owner has left, or is called otherwise",
      law = "one owner",
      check = {
        "every way of leaving frees the name: leaving, the last session, a kick, a ban",
        "a new name frees the one before, and takes the new one",
        "a name that is held is refused: taken, or confusable where it is written otherwise"
      })
  default void B11_nickname_is_free_after_its_owner_has_gone(House house) {
    FollowedLog log = house.follow();
    Holder tom = log.holder("tom");
    Holder ann = house.follow().holder("ann");
    List<Command> ends =
        List.of(
            new Command.Leave(tom.id(), LeaveReason.LEFT),
            new Command.Detach(tom.id(), LeaveReason.DISCONNECTED),
            new Command.Kick(tom.key(), "", null),
            tom.claim("tomcat"),
            new Command.SetBan(new Ban(Ban.Kind.IDENTITY, tom.id(), null, ""), null));
    for (Command end : ends) {
      tom.claims();
      ann.isRefused(Refusal.NICKNAME_TAKEN, ann.claim("TOM"));
      tom.does(end);
      ann.does(ann.claim("Tom"));
      if (end instanceof Command.Claim) {
        ann.isRefused(Refusal.NICKNAME_TAKEN, ann.claim("tomcat"));
      }
      tom.isRefused(
          end instanceof Command.SetBan ? Refusal.BANNED : Refusal.NICKNAME_TAKEN, tom.claim());
      ann.leaves();
    }
    log.seesAll();
    assertThat(log.events(RoomEvent.Joined.class)).hasSameSizeAs(log.events(RoomEvent.Left.class));
  }

  /**
   * An occupant stays with the last session.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 12,
      says = "An occupant with several sessions stays until the last of them lets go",
      law = "every Joined has exactly one Left",
      check = {
        "the sessions of an occupant are counted over all nodes",
        "a session that does not hold the nickname changes nothing by letting go",
        "a session that attaches again where it is attached is not counted twice"
      })
  default void B12_occupant_stays_with_the_last_session(House house) {
    FollowedLog one = house.follow();
    FollowedLog other = house.follow();
    Holder phone = one.holder("tom").with("phone", "192.0.2.7").claims();
    Holder desk = other.holder("tom").with("desk", "192.0.2.8").claims();
    Holder watch = one.holder("tom").with("watch", "");
    watch.attaches();
    assertThat(watch.attaches()).as("attaching twice").isEqualTo(new Position(epoch(one), 3));
    assertThat(one.holder("tom").with("none", "").detaches().offset())
        .as("a session that holds nothing")
        .isEqualTo(3);
    assertThat(house.latecomer().snapshot().state().seats())
        .containsExactly(
            new Seat(
                phone.occupant(), Map.of("phone", "192.0.2.7", "desk", "192.0.2.8", "watch", "")));
    phone.detaches();
    watch.detaches();
    desk.posts("still here");
    Position last = desk.detaches();
    one.sees(last);
    assertThat(one.events())
        .extracting(each -> each.getClass().getSimpleName())
        .containsExactly(
            "Joined", "Attached", "Attached", "Detached", "Detached", "Posted", "Left");
    assertThat(one.events(RoomEvent.Left.class))
        .extracting(RoomEvent.Left::reason)
        .containsExactly(LeaveReason.DISCONNECTED);
  }

  private static String epoch(FollowedLog log) {
    return log.snapshot().head().epoch();
  }
}
