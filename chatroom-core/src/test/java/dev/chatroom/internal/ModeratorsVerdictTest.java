package dev.chatroom.internal;

import static dev.chatroom.internal.Events.NOON;
import static dev.chatroom.internal.Events.at;
import static dev.chatroom.internal.Events.id;
import static dev.chatroom.internal.Events.nickname;
import static dev.chatroom.internal.Events.occupant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Ban;
import dev.chatroom.LeaveReason;
import dev.chatroom.Nickname;
import dev.chatroom.Occupant;
import dev.chatroom.Refusal;
import dev.chatroom.Role;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomEvent;
import dev.chatroom.Subject;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModeratorsVerdictTest {

  private static final Nickname MIA = nickname("mia");
  private static final Occupant TOM = occupant("tom");
  private static final Occupant ANN = occupant("ann").as(Role.MODERATOR);
  private static final Instant LATER = NOON.plusSeconds(60);

  private static RoomState room() {
    return new RoomState(
        List.of(
            new RoomState.Seat(TOM, Map.of("s1", "203.0.113.7", "s2", "")),
            new RoomState.Seat(ANN, Map.of("s3", "203.0.113.8"))),
        null,
        RoomAccess.OPEN,
        Set.of(),
        List.of(),
        Map.of());
  }

  private static RoomState with(RoomAccess access, Set<String> members) {
    return new RoomState(room().seats(), null, access, members, List.of(), Map.of());
  }

  private static RoomState withBans(List<Ban> bans) {
    return new RoomState(room().seats(), null, RoomAccess.OPEN, Set.of(), bans, Map.of());
  }

  private static RoomState withMutes(Map<String, Instant> mutes) {
    return new RoomState(room().seats(), null, RoomAccess.OPEN, Set.of(), List.of(), mutes);
  }

  private static Verdict on(Command command, RoomState state) {
    return Verdict.on(command, new Origin("s9", 1, "203.0.113.9"), new RoomFold(state), NOON);
  }

  /** What a command becomes, from offset 7 on. */
  private static List<RoomEvent> become(Command command, RoomState state) {
    Verdict verdict = on(command, state);
    assertThat(verdict).isInstanceOf(Verdict.Allow.class);
    List<RoomEvent> events = new ArrayList<>();
    for (Verdict.Draft draft : ((Verdict.Allow) verdict).drafts()) {
      events.add(draft.at(at(7 + events.size()), NOON));
    }
    return events;
  }

  private static Ban identity(String id) {
    return new Ban(Ban.Kind.IDENTITY, id, null, "spam");
  }

  private static Ban address(String address) {
    return new Ban(Ban.Kind.ADDRESS, address, null, "spam");
  }

  @Test
  void a_kick_is_followed_by_leaving() {
    assertThat(become(new Command.Kick("tom", "why", MIA), room()))
        .containsExactly(
            new RoomEvent.Kicked(at(7), NOON, TOM, MIA, "why"),
            new RoomEvent.Left(at(8), NOON, TOM, LeaveReason.KICKED));
  }

  @Test
  void nobody_is_there_under_an_unknown_nickname() {
    for (Command command :
        List.of(
            new Command.Kick("bob", "", MIA),
            new Command.BanOccupant("bob", true, null, "", MIA),
            new Command.Mute("bob", null, MIA),
            new Command.Unmute("bob", MIA),
            new Command.ChangeRole("bob", Role.VISITOR, MIA))) {
      assertThat(on(command, room())).isEqualTo(new Verdict.Deny(Refusal.OCCUPANT_UNKNOWN));
    }
  }

  @Test
  void a_ban_of_an_occupant_is_of_the_identity_who_then_leaves() {
    assertThat(become(new Command.BanOccupant("tom", false, null, "spam", MIA), room()))
        .containsExactly(
            new RoomEvent.Banned(at(7), NOON, identity(id("tom")), MIA),
            new RoomEvent.Left(at(8), NOON, TOM, LeaveReason.BANNED));
  }

  @Test
  void a_ban_with_addresses_is_of_those_that_are_known() {
    assertThat(become(new Command.BanOccupant("tom", true, null, "spam", MIA), room()))
        .containsExactly(
            new RoomEvent.Banned(at(7), NOON, identity(id("tom")), MIA),
            new RoomEvent.Left(at(8), NOON, TOM, LeaveReason.BANNED),
            new RoomEvent.Banned(at(9), NOON, address("203.0.113.7"), MIA));
  }

  @Test
  void a_ban_of_an_address_removes_nobody_by_itself() {
    assertThat(become(new Command.SetBan(address("203.0.113.7"), MIA), room()))
        .containsExactly(new RoomEvent.Banned(at(7), NOON, address("203.0.113.7"), MIA));
  }

  @Test
  void a_ban_of_an_identity_that_is_not_here_is_remembered() {
    assertThat(become(new Command.SetBan(identity("user-17"), MIA), room()))
        .containsExactly(new RoomEvent.Banned(at(7), NOON, identity("user-17"), MIA));
  }

  @Test
  void a_ban_that_has_ended_removes_nobody() {
    Ban over = new Ban(Ban.Kind.IDENTITY, id("tom"), NOON, "");

    assertThat(become(new Command.SetBan(over, MIA), room()))
        .containsExactly(new RoomEvent.Banned(at(7), NOON, over, MIA));
  }

  @Test
  void a_ban_is_lifted_once() {
    Ban ban = address("203.0.113.7");
    Command lift = new Command.LiftBan(Ban.Kind.ADDRESS, "203.0.113.7", MIA);

    assertThat(become(lift, withBans(List.of(ban))))
        .containsExactly(new RoomEvent.Unbanned(at(7), NOON, ban, MIA));
    assertThat(become(lift, room())).isEmpty();
    assertThat(become(lift, withBans(List.of(identity("203.0.113.7"))))).isEmpty();
  }

  @Test
  void bans_are_bounded_and_those_in_force_count() {
    List<Ban> full = new ArrayList<>();
    for (int i = 0; i < RoomState.MAX_REMEMBERED; i++) {
      full.add(identity("user-" + i));
    }
    Command one = new Command.SetBan(identity("more"), MIA);
    Verdict tooMany = new Verdict.Deny(Refusal.TOO_MANY);

    assertThat(on(one, withBans(full))).isEqualTo(tooMany);
    assertThat(become(new Command.SetBan(identity("user-1"), MIA), withBans(full))).hasSize(1);
    full.set(0, new Ban(Ban.Kind.IDENTITY, "user-0", NOON, ""));
    assertThat(become(one, withBans(full))).hasSize(1);
    Command two = new Command.BanOccupant("tom", true, null, "", MIA);
    assertThat(on(two, withBans(full))).isEqualTo(tooMany);
    assertThat(become(two, withBans(full.subList(2, full.size())))).hasSize(3);
  }

  @Test
  void a_mute_may_be_renewed() {
    assertThat(become(new Command.Mute("tom", LATER, MIA), withMutes(Map.of(id("tom"), LATER))))
        .containsExactly(new RoomEvent.Muted(at(7), NOON, TOM, LATER, MIA));
  }

  @Test
  void mutes_are_bounded_and_those_in_force_count() {
    Map<String, Instant> full = new HashMap<>();
    for (int i = 0; i < RoomState.MAX_REMEMBERED; i++) {
      full.put("user-" + i, LATER);
    }
    Command mute = new Command.Mute("tom", null, MIA);

    assertThat(on(mute, withMutes(full))).isEqualTo(new Verdict.Deny(Refusal.TOO_MANY));
    full.put("user-0", NOON);
    assertThat(become(mute, withMutes(full))).hasSize(1);
    full.remove("user-0");
    assertThat(become(mute, withMutes(full))).hasSize(1);
    full.put(id("tom"), LATER);
    assertThat(become(mute, withMutes(full))).hasSize(1);
  }

  @Test
  void only_who_is_muted_is_unmuted() {
    Command unmute = new Command.Unmute("tom", MIA);

    assertThat(become(unmute, withMutes(Map.of(id("tom"), LATER))))
        .containsExactly(new RoomEvent.Unmuted(at(7), NOON, TOM, MIA));
    assertThat(become(unmute, withMutes(Map.of(id("tom"), NOON)))).isEmpty();
    assertThat(become(unmute, room())).isEmpty();
  }

  @Test
  void a_role_changes_once() {
    assertThat(become(new Command.ChangeRole("tom", Role.VISITOR, MIA), room()))
        .containsExactly(
            new RoomEvent.RoleChanged(at(7), NOON, TOM.as(Role.VISITOR), Role.PARTICIPANT, MIA));
    assertThat(become(new Command.ChangeRole("tom", Role.PARTICIPANT, MIA), room())).isEmpty();
  }

  @Test
  void a_subject_changes_once() {
    assertThat(become(new Command.ChangeSubject("cats", MIA), room()))
        .containsExactly(new RoomEvent.SubjectChanged(at(7), new Subject("cats", MIA, NOON)));
    assertThat(become(new Command.ChangeSubject("", MIA), room())).isEmpty();
    RoomState withCats =
        new RoomState(
            List.of(),
            new Subject("cats", MIA, NOON),
            RoomAccess.OPEN,
            Set.of(),
            List.of(),
            Map.of());
    assertThat(become(new Command.ChangeSubject("cats", null), withCats)).isEmpty();
    assertThat(become(new Command.ChangeSubject("", MIA), withCats)).hasSize(1);
  }

  @Test
  void a_deletion_says_what() {
    assertThat(become(new Command.Delete(at(3), MIA), room()))
        .containsExactly(new RoomEvent.Deleted(at(7), NOON, at(3), MIA));
  }

  @Test
  void access_changes_once() {
    RoomAccess closed = RoomAccess.OPEN.membersOnly(true);

    assertThat(become(new Command.ChangeAccess(closed, MIA), room()))
        .containsExactly(new RoomEvent.AccessChanged(at(7), NOON, closed, MIA));
    assertThat(become(new Command.ChangeAccess(RoomAccess.OPEN, MIA), room())).isEmpty();
  }

  @Test
  void membership_changes_once_and_removes_nobody_from_an_open_room() {
    Command make = new Command.ChangeMembership(id("tom"), true, MIA);
    Command unmake = new Command.ChangeMembership(id("tom"), false, MIA);
    RoomState member = with(RoomAccess.OPEN, Set.of(id("tom")));

    assertThat(become(make, room()))
        .containsExactly(new RoomEvent.MembershipChanged(at(7), NOON, id("tom"), true, MIA));
    assertThat(become(make, member)).isEmpty();
    assertThat(become(unmake, room())).isEmpty();
    assertThat(become(unmake, member))
        .containsExactly(new RoomEvent.MembershipChanged(at(7), NOON, id("tom"), false, MIA));
  }

  @Test
  void who_is_no_longer_a_member_leaves_a_closed_room_unless_they_keep_order() {
    RoomAccess closed = RoomAccess.OPEN.membersOnly(true);
    RoomState both = with(closed, Set.of(id("tom"), id("ann"), "user-17"));

    assertThat(become(new Command.ChangeMembership(id("tom"), false, MIA), both))
        .containsExactly(
            new RoomEvent.MembershipChanged(at(7), NOON, id("tom"), false, MIA),
            new RoomEvent.Left(at(8), NOON, TOM, LeaveReason.NOT_A_MEMBER));
    assertThat(become(new Command.ChangeMembership(id("ann"), false, MIA), both)).hasSize(1);
    assertThat(become(new Command.ChangeMembership("user-17", false, MIA), both)).hasSize(1);
    assertThat(become(new Command.ChangeMembership("user-18", true, MIA), both)).hasSize(1);
  }

  @Test
  void members_are_bounded() {
    Set<String> full = new HashSet<>();
    for (int i = 0; i < RoomState.MAX_REMEMBERED; i++) {
      full.add("user-" + i);
    }

    assertThat(on(new Command.ChangeMembership("more", true, MIA), with(RoomAccess.OPEN, full)))
        .isEqualTo(new Verdict.Deny(Refusal.TOO_MANY));
    assertThat(
            become(new Command.ChangeMembership("user-0", false, MIA), with(RoomAccess.OPEN, full)))
        .hasSize(1);
  }
}
