package dev.chatroom.testkit.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Position;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.Command;
import dev.chatroom.testkit.contract.ContractRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Messages that are said again under the same key. */
public interface KeyRules extends BackplaneRules {

  /**
   * A message is said once.
   *
   * @param house where
   * @throws Exception when a thread of the rule fails
   */
  @Test
  @ContractRule(
      number = 13,
      says = "What an occupant says again under the same key is said once, whatever the node",
      law = "accepted is kept",
      check = {
        "the key is looked up and kept in the step that appends the message",
        "the position is that of then, also when the occupant has left since",
        "a message and a whisper share the keys of an occupant"
      })
  default void B13_same_key_is_said_once(House house) throws Exception {
    FollowedLog one = house.follow();
    FollowedLog other = house.follow();
    Holder here = one.holder("tom").claims();
    Holder there = other.holder("tom").claims();
    Position said = here.does(here.post("hi", "k"));
    assertThat(here.does(here.post("hi", "k"))).as("again, at the same node").isEqualTo(said);
    assertThat(there.does(there.post("other", "k"))).as("at another node").isEqualTo(said);
    assertThat(there.does(new Command.Whisper(there.id(), there.key(), "hi", "k")))
        .as("as a whisper")
        .isEqualTo(said);
    here.leaves();
    assertThat(there.does(there.post("hi", "k"))).as("after leaving").isEqualTo(said);
    assertThat(there.does(new Command.Post(there.id(), "hi", there.claim(), "k")))
        .as("with a nickname to claim first")
        .isEqualTo(said);
    there.claims();
    for (int round = 0; round < 20; round++) {
      String key = "round " + round;
      List<Callable<Position>> racers = new ArrayList<>();
      for (Holder each : List.of(here, there, here, there)) {
        racers.add(() -> each.does(each.post("raced", key)));
      }
      try (Contest contest = new Contest(house.underTest().patience())) {
        assertThat(contest.between(racers))
            .as("who race under %s", key)
            .containsOnly(here.does(here.post("raced", key)));
      }
    }
    assertThat(one.seesAll().events(RoomEvent.Posted.class)).hasSize(1 + 20);
  }

  /**
   * Keys of others are others.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 13,
      says = "A key is one of its occupant and room: the same key of another is another",
      law = "accepted is kept",
      check = {
        "occupant and key are kept apart by more than a character that both may have",
        "no key, and a key with nothing in it, are two things"
      })
  default void B13_same_key_of_another_is_another(House house) {
    FollowedLog log = house.follow();
    List<Holder> holders =
        List.of(log.holder("a").claims(), log.holder("a b").claims(), log.holder("a:b").claims());
    List<Position> positions = new ArrayList<>();
    for (Holder each : holders) {
      for (String key : List.of("k", "b k", "b:k", ":b:k", " b k", "")) {
        positions.add(each.does(each.post("hi", key)));
      }
      positions.add(each.posts("hi"));
      positions.add(each.posts("hi"));
    }
    assertThat(positions).doesNotHaveDuplicates();
    assertThat(holders.get(1).does(holders.get(1).post("hi", ""))).isEqualTo(positions.get(13));
  }

  /**
   * A key is forgotten with its message.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 14,
      says = "A key is known as long as its message is kept, and no longer",
      law = "bounded",
      check = {
        "what drops an event from the log drops its key",
        "a key that was used again since is not dropped with the message before"
      })
  default void B14_key_is_forgotten_with_its_message(House house) {
    RoomOptions.Log three = new RoomOptions.Log(3, 1L << 30, Duration.ofDays(1));
    FollowedLog log = house.follow(RoomOptions.defaults().withLog(three));
    Holder tom = log.holder("tom").claims();
    Position first = tom.does(tom.post("hi", "k"));
    tom.tells("1");
    tom.tells("2");
    assertThat(tom.does(tom.post("hi", "k"))).as("the last that is kept").isEqualTo(first);
    tom.tells("3");
    Position second = tom.does(tom.post("hi", "k"));
    assertThat(second.offset()).as("said anew").isEqualTo(6);
    tom.tells("4");
    tom.tells("5");
    assertThat(tom.does(tom.post("hi", "k"))).as("of the second time").isEqualTo(second);
  }
}
