package dev.chatroom.testkit.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Ban;
import dev.chatroom.Refusal;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomPassword;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomState;
import dev.chatroom.testkit.contract.ContractRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What keeps order in a room, and how much of it. */
public interface ModerationRules extends BackplaneRules {

  /**
   * What moderators have said holds on all nodes, and for who comes later.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 22,
      says = "Who is kept out, silenced, or a member is the same at all nodes, with all its digits",
      law = "a room is a log",
      check = {
        "what a moderator says is checked at the next command of any node",
        "an end is stored with its nanoseconds; none is Instant.MAX for a mute, null for a ban",
        "salt and digest of a password are stored, and go when it is taken away"
      })
  default void B22_order_is_kept_at_all_nodes(House house) {
    FollowedLog one = house.follow();
    FollowedLog other = house.follow();
    Instant end = Instant.parse("2199-12-31T23:59:59.123456789Z");
    Holder tom = other.holder("tom").claims();
    Holder ann = other.holder("ann").claims();
    Holder bob = other.holder("bob").with("bob's phone", "192.0.2.7");
    RoomAccess access = new RoomAccess(false, false, RoomPassword.of("\"pw\" 🙂", new Random(1)));
    Ban ban = new Ban(Ban.Kind.ADDRESS, "192.0.2.7", end, "\"spam\"");
    one.accepts(new Command.Mute(tom.key(), end, null));
    one.accepts(new Command.Mute(ann.key(), null, null));
    one.accepts(new Command.SetBan(ban, null));
    one.accepts(new Command.ChangeMembership("m🙂", true, null));
    one.accepts(new Command.ChangeAccess(access, null));

    assertThat(((AppendResult.Rejected) tom.asks(tom.post("hi"))).retryAfter())
        .as("how long until tom may speak")
        .isNotNull();
    assertThat(ann.asks(ann.post("hi"))).isEqualTo(new AppendResult.Rejected(Refusal.MUTED, null));
    bob.isRefused(Refusal.BANNED, bob.claim());
    RoomState state = house.latecomer().snapshot().state();
    assertThat(state.mutes()).isEqualTo(Map.of(tom.id(), end, ann.id(), Instant.MAX));
    assertThat(state.bans()).containsExactly(ban);
    assertThat(state.members()).containsExactly("m🙂");
    assertThat(state.access()).isEqualTo(access);
    one.accepts(new Command.ChangeAccess(RoomAccess.OPEN.membersOnly(true), null));
    bob.isRefused(Refusal.BANNED, bob.claim());
    one.accepts(new Command.LiftBan(Ban.Kind.ADDRESS, "192.0.2.7", null));
    bob.isRefused(Refusal.MEMBERS_ONLY, bob.claim());
    one.accepts(new Command.ChangeMembership(bob.id(), true, null));
    bob.claims();
  }

  /**
   * A room remembers no more than it may.
   *
   * @param house where
   */
  @Test
  @ContractRule(
      number = 23,
      says = "A room remembers as many bans, mutes and members as it may, and no more",
      law = "bounded",
      check = {
        "RoomState.MAX_REMEMBERED of each, and too_many for the next",
        "a ban that is there may be changed when there are as many as may be"
      })
  default void B23_no_more_is_remembered_than_may_be(House house) {
    FollowedLog log = house.follow();
    int most = RoomState.MAX_REMEMBERED;
    assertThat(all(log, most, i -> new Command.ChangeMembership("m" + i, true, null)))
        .hasOnlyElementsOfType(AppendResult.Appended.class);
    assertThat(log.asks(new Command.ChangeMembership("more", true, null), new Origin("", 0)))
        .isEqualTo(new AppendResult.Rejected(Refusal.TOO_MANY, null));
    assertThat(all(log, most, i -> ban("b" + i)))
        .hasOnlyElementsOfType(AppendResult.Appended.class);
    assertThat(log.asks(ban("more"), new Origin("", 0)))
        .isEqualTo(new AppendResult.Rejected(Refusal.TOO_MANY, null));
    log.accepts(ban("b7"));
    log.accepts(new Command.ChangeMembership("m7", false, null));
    log.accepts(new Command.ChangeMembership("more", true, null));
    RoomState state = house.latecomer().snapshot().state();
    assertThat(state.members()).hasSize(most).contains("more").doesNotContain("m7");
    assertThat(state.bans()).hasSize(most);
  }

  private static Command ban(String identity) {
    return new Command.SetBan(new Ban(Ban.Kind.IDENTITY, identity, null, ""), null);
  }

  /** Sends many at once, but not so many that it would be a flood. */
  private static List<AppendResult> all(FollowedLog log, int count, IntFunction<Command> commands) {
    int window = 500;
    List<AppendResult> results = new ArrayList<>();
    List<CompletionStage<AppendResult>> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sent.add(log.append(commands.apply(i), new Origin("", 0)));
      if (sent.size() == window || i == count - 1) {
        sent.forEach(each -> results.add(log.house().get(each)));
        sent.clear();
      }
    }
    return results;
  }
}
