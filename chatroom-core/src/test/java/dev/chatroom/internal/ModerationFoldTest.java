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
import dev.chatroom.Role;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomEvent;
import dev.chatroom.Subject;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeping order makes of a room. */
class ModerationFoldTest {

  private static final Occupant TOM = occupant("tom");
  private static final Nickname MIA = nickname("mia");
  private static final List<Role> ROLES = List.of(Role.values());

  private final RoomFold room = new RoomFold(RoomState.initial(RoomAccess.OPEN));
  private long offset;

  private boolean happens(RoomEvent event) {
    return happens(event, "s1", "203.0.113.7");
  }

  private boolean happens(RoomEvent event, String session, String address) {
    return room.apply(new LogEntry(event, new Origin(session, 1, address), event.position()));
  }

  private boolean tomJoins() {
    return happens(new RoomEvent.Joined(at(++offset), NOON, TOM));
  }

  private static Ban ban(String value, @Nullable Instant until) {
    return new Ban(Ban.Kind.IDENTITY, value, until, "");
  }

  private boolean banned(Ban ban, Instant time) {
    return happens(new RoomEvent.Banned(at(++offset), time, ban, MIA));
  }

  @Test
  void who_joins_has_the_session_that_asked() {
    tomJoins();

    assertThat(room.state().seats())
        .containsExactly(new RoomState.Seat(TOM, Map.of("s1", "203.0.113.7")));
    assertThat(room.seats()).hasSize(1);
  }

  @Test
  void sessions_come_and_go_and_the_occupant_stays() {
    tomJoins();
    assertThat(happens(new RoomEvent.Attached(at(++offset), NOON, TOM, "s2"), "s2", "there"))
        .isFalse();
    assertThat(room.state().seats().get(0).sessions())
        .isEqualTo(Map.of("s1", "203.0.113.7", "s2", "there"));
    assertThat(happens(new RoomEvent.Detached(at(++offset), NOON, TOM, "s1"))).isFalse();
    assertThat(room.state().seats().get(0).sessions()).isEqualTo(Map.of("s2", "there"));
    happens(new RoomEvent.Attached(at(++offset), NOON, occupant("bob"), "s3"));
    assertThat(room.size()).isEqualTo(1);
  }

  @Test
  void a_role_stays_with_the_seat_and_is_no_news_of_who_is_here() {
    tomJoins();
    Occupant moderator = TOM.as(Role.MODERATOR);

    assertThat(happens(new RoomEvent.RoleChanged(at(++offset), NOON, moderator, TOM.role(), MIA)))
        .isFalse();

    assertThat(room.byId(id("tom"))).isEqualTo(moderator);
    assertThat(room.byKey("tom")).isEqualTo(moderator);
    assertThat(room.state().seats().get(0).sessions()).containsKey("s1");
    happens(new RoomEvent.RoleChanged(at(++offset), NOON, occupant("bob"), Role.VISITOR, MIA));
    assertThat(room.byKey("bob")).isNull();
  }

  @Test
  void a_kick_alone_removes_nobody() {
    tomJoins();

    assertThat(happens(new RoomEvent.Kicked(at(++offset), NOON, TOM, MIA, ""))).isFalse();

    assertThat(room.size()).isEqualTo(1);
  }

  @Test
  void a_subject_is_there_until_it_is_empty() {
    Subject cats = new Subject("cats", MIA, NOON);
    happens(new RoomEvent.SubjectChanged(at(++offset), cats));
    assertThat(room.subject()).isEqualTo(cats);
    assertThat(room.state().subject()).isEqualTo(cats);

    happens(new RoomEvent.SubjectChanged(at(++offset), new Subject("", MIA, NOON)));

    assertThat(room.subject()).isNull();
  }

  @Test
  void access_and_members_are_what_was_said_last() {
    RoomAccess closed = RoomAccess.OPEN.membersOnly(true);
    happens(new RoomEvent.AccessChanged(at(++offset), NOON, closed, MIA));
    happens(new RoomEvent.MembershipChanged(at(++offset), NOON, "a", true, MIA));
    happens(new RoomEvent.MembershipChanged(at(++offset), NOON, "b", true, MIA));
    assertThat(room.memberCount()).isEqualTo(2);
    happens(new RoomEvent.MembershipChanged(at(++offset), NOON, "a", false, MIA));

    assertThat(room.access()).isEqualTo(closed);
    assertThat(room.isMember("a")).isFalse();
    assertThat(room.isMember("b")).isTrue();
    assertThat(room.state().members()).isEqualTo(Set.of("b"));
  }

  @Test
  void bans_are_in_force_until_they_end_or_are_lifted() {
    Instant later = NOON.plusSeconds(1);
    banned(ban("a", later), NOON);
    banned(ban("b", null), NOON);

    assertThat(room.isBanned("a", "", NOON)).isTrue();
    assertThat(room.isBanned("a", "", later)).isFalse();
    assertThat(room.isBanned("b", "", Instant.MAX)).isTrue();
    assertThat(room.isBanned("c", "a", NOON)).isFalse();
    assertThat(room.bansInForce(later)).containsExactly(ban("b", null));
    assertThat(room.ban(Ban.Kind.IDENTITY, "a")).isEqualTo(ban("a", later));
    assertThat(room.ban(Ban.Kind.ADDRESS, "a")).isNull();

    happens(new RoomEvent.Unbanned(at(++offset), NOON, ban("b", null), MIA));
    assertThat(room.isBanned("b", "", NOON)).isFalse();
  }

  @Test
  void an_address_is_banned_whoever_comes_from_it() {
    banned(new Ban(Ban.Kind.ADDRESS, "there", null, ""), NOON);

    assertThat(room.isBanned("a", "there", NOON)).isTrue();
    assertThat(room.isBanned("there", "", NOON)).isFalse();
  }

  @Test
  void bans_that_have_ended_are_forgotten_at_the_next() {
    banned(ban("a", NOON.plusSeconds(1)), NOON);
    banned(ban("b", null), NOON.plusSeconds(1));

    assertThat(room.state().bans()).containsExactly(ban("b", null));
  }

  @Test
  void mutes_hold_until_they_end_or_are_taken_back() {
    Instant later = NOON.plusSeconds(1);
    happens(new RoomEvent.Muted(at(++offset), NOON, TOM, later, MIA));
    assertThat(room.mutedUntil(id("tom"), NOON)).isEqualTo(later);
    assertThat(room.mutedUntil(id("tom"), later)).isNull();
    assertThat(room.mutedUntil("b", NOON)).isNull();

    happens(new RoomEvent.Muted(at(++offset), later, occupant("ann"), null, MIA));
    assertThat(room.state().mutes()).isEqualTo(Map.of(id("ann"), Instant.MAX));

    happens(new RoomEvent.Unmuted(at(++offset), later, occupant("ann"), MIA));
    assertThat(room.state().mutes()).isEmpty();
  }

  @Test
  void who_looks_alike_is_somebody_else() {
    Occupant ab = new Occupant("1", new Nickname("ab", "ab", "x"));
    Occupant alike = new Occupant("2", new Nickname("a6", "a6", "x"));
    Occupant other = new Occupant("3", new Nickname("c", "c", "c"));
    happens(new RoomEvent.Joined(at(++offset), NOON, ab));
    happens(new RoomEvent.Joined(at(++offset), NOON, other));

    assertThat(room.hasLookalike(ab)).isFalse();
    assertThat(room.hasLookalike(alike)).isTrue();
    assertThat(room.hasLookalike(other)).isFalse();
    assertThat(room.hasLookalike(other.named(alike.nickname()))).isTrue();

    happens(new RoomEvent.Joined(at(++offset), NOON, alike));
    assertThat(room.hasLookalike(ab)).isTrue();
    happens(new RoomEvent.Left(at(++offset), NOON, alike, LeaveReason.LEFT));
    assertThat(room.hasLookalike(ab)).isFalse();
    happens(new RoomEvent.Left(at(++offset), NOON, ab, LeaveReason.LEFT));
    assertThat(room.hasLookalike(alike)).isFalse();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 45, 8266})
  void a_snapshot_and_what_follows_come_to_the_same_as_everything(long seed) {
    Random random = new Random(seed);
    List<RoomState> snapshots = new ArrayList<>();
    List<RoomFold> followers = new ArrayList<>();
    Instant now = NOON;

    for (int i = 0; i < 3_000; i++) {
      now = now.plusMillis(random.nextInt(400));
      Origin origin = new Origin("s" + random.nextInt(9), i, "address " + random.nextInt(3));
      Command command = randomCommand(random, now);
      if (Verdict.on(command, origin, room, now) instanceof Verdict.Allow allow) {
        for (Verdict.Draft draft : allow.drafts()) {
          RoomEvent event = draft.at(at(++offset), now);
          LogEntry entry = new LogEntry(event, origin, event.position());
          boolean news = room.apply(entry);
          followers.forEach(each -> assertThat(each.apply(entry)).isEqualTo(news));
        }
      }
      if (i % 300 == 0) {
        snapshots.add(room.state());
        followers.add(new RoomFold(room.state()));
      }
      for (RoomFold each : followers) {
        assertThat(each.state()).as("after %s", command).isEqualTo(room.state());
      }
      assertThat(room.state().seats()).allSatisfy(seat -> assertThat(seat.sessions()).isNotEmpty());
    }
    assertThat(snapshots).doesNotHaveDuplicates();
  }

  private static Command randomCommand(Random random, Instant now) {
    String who = "user " + random.nextInt(6);
    String name = List.of("tom", "ann", "Zoe", "zoe", "bob").get(random.nextInt(5));
    String key = nickname(name).key();
    @Nullable Instant until =
        random.nextInt(4) == 0 ? null : now.plus(Duration.ofSeconds(random.nextInt(9)));
    return switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> new Command.Claim(who, nickname(name), ROLES.get(random.nextInt(3)), 4);
      case 4 -> new Command.Attach(who);
      case 5 -> new Command.Detach(who, LeaveReason.DISCONNECTED);
      case 6 -> new Command.Leave(who, LeaveReason.LEFT);
      case 7 -> new Command.Kick(key, "", MIA);
      case 8 -> new Command.BanOccupant(key, random.nextBoolean(), until, "", MIA);
      case 9 -> new Command.LiftBan(Ban.Kind.IDENTITY, who, MIA);
      case 10 -> new Command.Mute(key, until, MIA);
      case 11 -> new Command.Unmute(key, MIA);
      case 12 -> new Command.ChangeRole(key, ROLES.get(random.nextInt(3)), MIA);
      case 13 -> new Command.ChangeSubject(random.nextBoolean() ? "" : name, MIA);
      case 14 ->
          new Command.ChangeAccess(
              new RoomAccess(random.nextBoolean(), random.nextInt(4) == 0, null), MIA);
      default -> new Command.ChangeMembership(who, random.nextBoolean(), MIA);
    };
  }
}
