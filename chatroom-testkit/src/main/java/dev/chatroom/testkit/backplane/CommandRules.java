package dev.chatroom.testkit.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Ban;
import dev.chatroom.LeaveReason;
import dev.chatroom.Position;
import dev.chatroom.Refusal;
import dev.chatroom.Role;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.RoomState;
import dev.chatroom.testkit.contract.ContractRule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What becomes of a command. */
public interface CommandRules extends BackplaneRules {

  /**
   * A new log is empty.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 1,
      says = "A new log is empty, at offset 0, and the room is as the options say",
      law = "a room is a log",
      check = {
        "opened() is told a position with offset 0 where there is no event",
        "the access of the options is that of the room, if the log is made just then",
        "who comes when the log is there is told what it says, whatever the own options say"
      })
  default void B01_new_log_is_empty(House house) {
    RoomAccess access = RoomAccess.OPEN.moderated(true);
    FollowedLog first = house.follow(RoomOptions.defaults().withAccess(access));
    FollowedLog second = house.follow(RoomOptions.defaults());
    LogSnapshot snapshot = first.snapshot();
    assertThat(snapshot.head().offset()).as("where it stands").isZero();
    assertThat(snapshot.state()).isEqualTo(RoomState.initial(access));
    assertThat(snapshot.recent()).isEmpty();
    assertThat(second.snapshot()).as("what the second node was told").isEqualTo(snapshot);
    assertThat(first.readsAll()).isEmpty();
  }

  /**
   * What is accepted has a place.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 2,
      says = "An accepted command has the position of its event, and offsets grow by one",
      law = "one order; an answer rides the log",
      check = {
        "the event and the result are made in one step, with one position",
        "the entry has the origin that the command had"
      })
  default void B02_accepted_has_the_position_of_its_event(House house) {
    FollowedLog log = house.follow();
    Holder tom = log.holder("tom");
    Holder ann = log.holder("ann").with("ann's phone", "192.0.2.7");
    List<Position> positions = new ArrayList<>();
    positions.add(tom.does(tom.claim()));
    positions.add(ann.does(ann.claim()));
    positions.add(tom.posts("hi"));
    positions.add(ann.posts("hi tom"));
    positions.add(tom.leaves());
    log.sees(positions.get(4));
    assertThat(log.events()).extracting(RoomEvent::position).isEqualTo(positions);
    assertThat(positions)
        .extracting(Position::offset)
        .isEqualTo(LongStream.rangeClosed(1, 5).boxed().toList());
    assertThat(log.entries()).extracting(LogEntry::commandEnd).isEqualTo(positions);
    assertThat(log.entries())
        .extracting(each -> each.origin().session())
        .containsExactly(tom.session(), ann.session(), tom.session(), ann.session(), tom.session());
    assertThat(log.entries())
        .extracting(each -> each.origin().command())
        .containsExactly(1L, 1L, 2L, 2L, 3L);
    assertThat(log.entries())
        .extracting(each -> each.origin().address())
        .containsExactly("", "192.0.2.7", "", "192.0.2.7", "");
  }

  /**
   * Events of one command stand together.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 2,
      says = "The events of one command stand together, and its position is that of the last",
      law = "one order; an answer rides the log",
      check = {
        "commandEnd is the position of the last event, in all of them",
        "a message that claims a nickname first becomes two events, or none"
      })
  default void B02_events_of_one_command_stand_together(House house) {
    FollowedLog log = house.follow();
    Holder tom = log.holder("tom");
    Position said = tom.does(new Command.Post(tom.id(), "hi", tom.claim(), "k"));
    Position kicked = log.accepts(new Command.Kick(tom.key(), "", null));
    log.sees(kicked);
    assertThat(said.offset()).as("the position of the message").isEqualTo(2);
    assertThat(kicked.offset()).as("the position of the kick").isEqualTo(4);
    assertThat(log.events())
        .extracting(each -> each.getClass().getSimpleName())
        .containsExactly("Joined", "Posted", "Kicked", "Left");
    assertThat(log.entries())
        .extracting(LogEntry::commandEnd)
        .containsExactly(said, said, kicked, kicked);
    assertThat(log.entries())
        .as("which has a key")
        .extracting(each -> each.key() != null)
        .containsExactly(false, true, false, false);
  }

  /**
   * What changes nothing is accepted.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 2,
      says = "A command that has nothing to change is accepted where the log stands",
      law = "one order",
      check = {
        "the position is that of the last event of the log, and there is no event",
        "it is accepted at offset 0 too, where the log is empty"
      })
  default void B02_what_changes_nothing_is_accepted_where_the_log_stands(House house) {
    FollowedLog log = house.follow();
    Holder tom = log.holder("tom");
    assertThat(tom.leaves())
        .as("leaving before there is anything")
        .isEqualTo(log.snapshot().head());
    Position joined = tom.does(tom.claim());
    List<Command> nothing =
        List.of(
            tom.claim(),
            new Command.Attach(tom.id()),
            new Command.Attach("nobody"),
            new Command.Detach("nobody", LeaveReason.LEFT),
            new Command.Leave("nobody", LeaveReason.LEFT),
            new Command.Unmute(tom.key(), null),
            new Command.LiftBan(Ban.Kind.IDENTITY, tom.id(), null),
            new Command.ChangeRole(tom.key(), Role.PARTICIPANT, null),
            new Command.ChangeSubject("", null),
            new Command.ChangeAccess(RoomAccess.OPEN, null),
            new Command.ChangeMembership(tom.id(), false, null));
    for (Command each : nothing) {
      assertThat(tom.does(each)).as("%s", each).isEqualTo(joined);
    }
    assertThat(log.sees(tom.posts("hi")).entries()).hasSize(2);
  }

  /**
   * What is refused leaves no trace.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 3,
      says = "A refused command leaves no trace: no event, no key, no half of it",
      law = "refused is answered",
      check = {
        "all is checked before anything is written",
        "a key is kept with the message that was said under it, and not before"
      })
  default void B03_refused_leaves_no_trace(House house) {
    FollowedLog log = house.follow();
    log.accepts(new Command.ChangeAccess(RoomAccess.OPEN.moderated(true), null));
    Holder tom = log.holder("tom");
    Command.Claim asVisitor =
        new Command.Claim(tom.id(), tom.nickname(), Role.VISITOR, Holder.MANY);
    tom.isRefused(Refusal.NICKNAME_REQUIRED, tom.post("hi", "k"));
    tom.isRefused(Refusal.VOICE_REQUIRED, new Command.Post(tom.id(), "hi", asVisitor, "k"));
    tom.isRefused(Refusal.OCCUPANT_UNKNOWN, new Command.Kick(tom.key(), "", null));
    Position joined = tom.does(tom.claim());
    assertThat(joined.offset()).as("where the next event stands").isEqualTo(2);
    Position said = tom.does(tom.post("hi", "k"));
    assertThat(said.offset()).as("where the message stands").isEqualTo(3);
    assertThat(log.sees(said).entries()).hasSize(3);
  }

  /**
   * Commands of one caller take effect in order.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 4,
      says = "Commands of one caller take effect in the order of the calls, also those not awaited",
      law = "one order",
      check = {
        "append() puts commands into one queue, whatever they are",
        "a command that was not sent at once is not overtaken when it is sent again"
      })
  default void B04_commands_take_effect_in_the_order_of_the_calls(House house) {
    int rounds = 150;
    FollowedLog log = house.follow();
    Holder tom = log.holder("tom");
    List<CompletionStage<AppendResult>> results = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      String text = i + "x".repeat(i % 30 == 0 ? 10_000 : 0);
      results.add(log.append(tom.claim(), tom.origin()));
      results.add(log.append(tom.post(text), tom.origin()));
      results.add(log.append(new Command.Leave(tom.id(), LeaveReason.LEFT), tom.origin()));
      expected.addAll(List.of("Joined", text, "Left"));
    }
    List<Long> offsets = new ArrayList<>();
    results.forEach(each -> offsets.add(FollowedLog.accepted(house.get(each)).offset()));
    assertThat(offsets).isEqualTo(LongStream.rangeClosed(1, 3L * rounds).boxed().toList());
    log.seesAll();
    assertThat(log.events())
        .extracting(
            each ->
                each instanceof RoomEvent.Posted posted
                    ? posted.message().text()
                    : each.getClass().getSimpleName())
        .isEqualTo(expected);
  }
}
