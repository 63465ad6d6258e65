package dev.chatroom.internal;

import static dev.chatroom.internal.Events.NOON;
import static dev.chatroom.internal.Events.at;
import static dev.chatroom.internal.Events.id;
import static dev.chatroom.internal.Events.nickname;
import static dev.chatroom.internal.Events.occupant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Ban;
import dev.chatroom.ChatMessage;
import dev.chatroom.LeaveReason;
import dev.chatroom.Nickname;
import dev.chatroom.Refusal;
import dev.chatroom.Role;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may come in and speak, and who holds on to a nickname, as {@link Verdict} sees it. */
class VoiceTest {

  private static final String THERE = "203.0.113.7";
  private static final RoomAccess CLOSED = RoomAccess.OPEN.membersOnly(true);
  private static final RoomAccess MODERATED = RoomAccess.OPEN.moderated(true);

  private RoomAccess access = RoomAccess.OPEN;
  private Set<String> members = Set.of();
  private List<Ban> bans = List.of();
  private Map<String, Instant> mutes = Map.of();
  private Role role = Role.PARTICIPANT;
  private Map<String, String> sessions = Map.of("s1", THERE);

  private Verdict on(Command command, String session) {
    RoomState state =
        new RoomState(
            List.of(
                new RoomState.Seat(occupant("tom").as(role), sessions),
                new RoomState.Seat(occupant("ann"), Map.of("s2", ""))),
            null,
            access,
            members,
            bans,
            mutes);
    return Verdict.on(command, new Origin(session, 1, THERE), new RoomFold(state), NOON);
  }

  private Verdict says(Command command) {
    return on(command, "s1");
  }

  private static List<RoomEvent> events(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Allow.class);
    return ((Verdict.Allow) verdict).drafts().stream().map(each -> each.at(at(7), NOON)).toList();
  }

  private static Command post() {
    return new Command.Post(id("tom"), "hi", null, null);
  }

  private static Command whisper() {
    return new Command.Whisper(id("tom"), "ann", "hi", null);
  }

  private static Command claim(String who, Role as, int most) {
    return new Command.Claim(id(who), nickname(who), as, most);
  }

  private Verdict signal() {
    RoomState state =
        new RoomState(
            List.of(new RoomState.Seat(occupant("tom").as(role), sessions)),
            null,
            access,
            members,
            bans,
            mutes);
    return Verdict.signal(id("tom"), THERE, new RoomFold(state), NOON);
  }

  private void isRefused(Verdict.Deny deny) {
    assertThat(says(post())).isEqualTo(deny);
    assertThat(says(whisper())).isEqualTo(deny);
    assertThat(signal()).isEqualTo(deny);
  }

  private void isRefused(Refusal reason) {
    isRefused(new Verdict.Deny(reason));
  }

  @Test
  void who_is_here_speaks() {
    assertThat(events(says(post()))).hasSize(1);
    assertThat(events(says(whisper())))
        .containsExactly(
            new RoomEvent.Whispered(
                new ChatMessage(at(7), NOON, nickname("tom"), "hi", id("tom")), occupant("ann")));
    assertThat(events(signal())).isEmpty();
  }

  @Test
  void who_is_banned_does_not_speak_here_or_not() {
    bans = List.of(new Ban(Ban.Kind.IDENTITY, id("tom"), null, ""));
    isRefused(Refusal.BANNED);
    bans = List.of(new Ban(Ban.Kind.ADDRESS, THERE, NOON.plusMillis(1), ""));
    isRefused(Refusal.BANNED);

    Command stranger = new Command.Post(id("bob"), "hi", null, null);
    assertThat(says(stranger)).isEqualTo(new Verdict.Deny(Refusal.BANNED));
    assertThat(says(new Command.Whisper(id("bob"), "ann", "hi", null)))
        .isEqualTo(new Verdict.Deny(Refusal.BANNED));
    assertThat(says(claim("bob", Role.PARTICIPANT, 10)))
        .isEqualTo(new Verdict.Deny(Refusal.BANNED));
    bans = List.of(new Ban(Ban.Kind.ADDRESS, THERE, NOON, ""));
    assertThat(events(says(post()))).hasSize(1);
  }

  @Test
  void who_is_muted_waits_as_long_as_it_takes() {
    mutes = Map.of(id("tom"), NOON.plusSeconds(5));
    isRefused(new Verdict.Deny(Refusal.MUTED, Duration.ofSeconds(5)));
    mutes = Map.of(id("tom"), Instant.MAX);
    isRefused(Refusal.MUTED);
    mutes = Map.of(id("tom"), NOON);
    assertThat(events(says(post()))).hasSize(1);
  }

  @Test
  void visitors_have_no_voice_in_a_moderated_room_and_others_do() {
    access = MODERATED;
    role = Role.VISITOR;
    isRefused(Refusal.VOICE_REQUIRED);
    access = RoomAccess.OPEN;
    assertThat(events(says(post()))).hasSize(1);
    access = MODERATED;
    for (Role each : new Role[] {Role.PARTICIPANT, Role.MODERATOR}) {
      role = each;
      assertThat(events(says(post()))).hasSize(1);
    }
  }

  @Test
  void in_a_closed_room_members_and_moderators_speak() {
    access = CLOSED;
    isRefused(Refusal.MEMBERS_ONLY);
    members = Set.of(id("tom"));
    assertThat(events(says(post()))).hasSize(1);
    members = Set.of();
    role = Role.MODERATOR;
    assertThat(events(says(post()))).hasSize(1);
  }

  @Test
  void in_a_closed_room_members_and_moderators_come_in() {
    access = CLOSED;
    Verdict refused = new Verdict.Deny(Refusal.MEMBERS_ONLY);

    assertThat(on(claim("bob", Role.PARTICIPANT, 10), "s9")).isEqualTo(refused);
    assertThat(events(on(claim("bob", Role.MODERATOR, 10), "s9"))).hasSize(1);
    members = Set.of(id("bob"));
    assertThat(events(on(claim("bob", Role.PARTICIPANT, 10), "s9"))).hasSize(1);
  }

  @Test
  void who_claims_to_speak_does_both_or_neither() {
    mutes = Map.of(id("bob"), Instant.MAX);
    Command.Claim first = new Command.Claim(id("bob"), nickname("bob"), Role.VISITOR, 10);
    Command post = new Command.Post(id("bob"), "hi", first, null);

    assertThat(on(post, "s9")).isEqualTo(new Verdict.Deny(Refusal.MUTED));
    mutes = Map.of();
    access = MODERATED;
    assertThat(on(post, "s9")).isEqualTo(new Verdict.Deny(Refusal.VOICE_REQUIRED));
    access = RoomAccess.OPEN;
    assertThat(events(on(post, "s9"))).hasSize(2);
  }

  @Test
  void a_room_has_room_for_so_many() {
    assertThat(on(claim("bob", Role.PARTICIPANT, 2), "s9"))
        .isEqualTo(new Verdict.Deny(Refusal.ROOM_FULL));
    assertThat(events(on(claim("bob", Role.PARTICIPANT, 3), "s9"))).hasSize(1);
    assertThat(events(on(claim("tom", Role.PARTICIPANT, 1), "s1"))).isEmpty();
  }

  @Test
  void a_nickname_that_only_looks_alike_is_confusable() {
    Command claim = new Command.Claim(id("bob"), new Nickname("t0m", "tom"), Role.PARTICIPANT, 10);

    assertThat(on(claim, "s9")).isEqualTo(new Verdict.Deny(Refusal.NICKNAME_CONFUSABLE));
  }

  @Test
  void another_session_of_the_same_holds_on_too() {
    assertThat(events(on(claim("tom", Role.PARTICIPANT, 10), "s9")))
        .containsExactly(new RoomEvent.Attached(at(7), NOON, occupant("tom"), "s9"));
    assertThat(events(on(new Command.Attach(id("tom")), "s9")))
        .containsExactly(new RoomEvent.Attached(at(7), NOON, occupant("tom"), "s9"));
    assertThat(events(on(new Command.Attach(id("tom")), "s1"))).isEmpty();
    assertThat(events(on(new Command.Attach(id("bob")), "s9"))).isEmpty();
  }

  @Test
  void the_last_session_that_lets_go_leaves() {
    Command detach = new Command.Detach(id("tom"), LeaveReason.DISCONNECTED);

    assertThat(events(on(detach, "s1")))
        .containsExactly(
            new RoomEvent.Left(at(7), NOON, occupant("tom"), LeaveReason.DISCONNECTED));
    assertThat(events(on(detach, "s9"))).isEmpty();
    assertThat(events(on(new Command.Detach(id("bob"), LeaveReason.LEFT), "s9"))).isEmpty();
    sessions = Map.of("s1", "", "s9", "");
    assertThat(events(on(detach, "s1")))
        .containsExactly(new RoomEvent.Detached(at(7), NOON, occupant("tom"), "s1"));
  }

  @Test
  void who_whispers_has_a_nickname_and_so_has_the_other() {
    assertThat(on(new Command.Whisper(id("bob"), "ann", "hi", null), "s9"))
        .isEqualTo(new Verdict.Deny(Refusal.NICKNAME_REQUIRED));
    assertThat(says(new Command.Whisper(id("tom"), "bob", "hi", null)))
        .isEqualTo(new Verdict.Deny(Refusal.OCCUPANT_UNKNOWN));
  }

  @Test
  void who_is_not_here_signals_nothing() {
    assertThat(
            Verdict.signal(id("bob"), "", new RoomFold(RoomState.initial(RoomAccess.OPEN)), NOON))
        .isEqualTo(new Verdict.Deny(Refusal.NICKNAME_REQUIRED));
  }

  @Test
  void the_application_speaks_in_its_own_name() {
    access = CLOSED.moderated(true);

    assertThat(events(says(new Command.Announce(nickname("system"), "hi"))))
        .containsExactly(
            new RoomEvent.Posted(new ChatMessage(at(7), NOON, nickname("system"), "hi", "")));
  }
}
