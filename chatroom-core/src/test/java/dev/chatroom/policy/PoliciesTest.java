package dev.chatroom.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.chatroom.Identity;
import dev.chatroom.Nickname;
import dev.chatroom.Occupant;
import dev.chatroom.Refusal;
import dev.chatroom.Role;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomName;
import dev.chatroom.policy.PermissionPolicy.Action;
import dev.chatroom.spi.Handshake;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What policies are made of, and the stock ones. */
class PoliciesTest {

  private static final RoomName LOBBY = new RoomName("lobby");
  private static final Identity TOM = new Identity("tom");
  private static final NicknamePolicy PRECIS = NicknamePolicy.precis(10);

  private static Occupant occupant(String name, Role role) {
    return new Occupant(name, new Nickname(name, name), role);
  }

  private static boolean byRole(
      @Nullable Occupant actor, Action action, @Nullable Occupant target) {
    PermissionPolicy.Decision decision =
        PermissionPolicy.byRole()
            .decide(new PermissionPolicy.Request(LOBBY, TOM, actor, action, target));
    if (decision instanceof Refuse refuse) {
      assertThat(refuse.code()).isEqualTo("forbidden");
      return false;
    }
    return true;
  }

  private static String decided(NicknamePolicy policy, String requested) {
    NicknamePolicy.Decision decision = policy.decide(requested);
    return decision instanceof Refuse refuse
        ? refuse.code()
        : ((NicknamePolicy.Decision.Accept) decision).nickname().text();
  }

  @Test
  void everybody_may_do_what_people_come_for() {
    Set<Action> plain =
        EnumSet.of(
            Action.CLAIM,
            Action.RENAME,
            Action.POST,
            Action.WHISPER,
            Action.SIGNAL,
            Action.READ_BACK);
    for (Action action : Action.values()) {
      assertThat(action.isModeration()).as("%s", action).isEqualTo(!plain.contains(action));
      assertThat(byRole(null, action, null)).isEqualTo(plain.contains(action));
      assertThat(byRole(occupant("v", Role.VISITOR), action, null))
          .isEqualTo(plain.contains(action));
      assertThat(byRole(occupant("p", Role.PARTICIPANT), action, null))
          .isEqualTo(plain.contains(action));
      assertThat(byRole(occupant("m", Role.MODERATOR), action, null)).isTrue();
    }
  }

  @Test
  void moderators_do_not_remove_or_silence_each_other() {
    Occupant mia = occupant("mia", Role.MODERATOR);
    Occupant max = occupant("max", Role.MODERATOR);
    Set<Action> against = EnumSet.of(Action.KICK, Action.BAN, Action.MUTE, Action.CHANGE_ROLE);
    for (Action action : Action.values()) {
      assertThat(action.isAgainst()).as("%s", action).isEqualTo(against.contains(action));
      assertThat(byRole(mia, action, max)).isEqualTo(!against.contains(action));
      assertThat(byRole(mia, action, mia)).isTrue();
      assertThat(byRole(mia, action, occupant("tom", Role.PARTICIPANT))).isTrue();
    }
  }

  @Test
  void a_reserved_nickname_is_reserved_however_it_is_written() {
    NicknamePolicy policy = PRECIS.reserving(List.of("Admin", "root"));

    assertThat(decided(policy, "ADMIN")).isEqualTo("nickname_reserved");
    assertThat(decided(policy, "  root ")).isEqualTo("nickname_reserved");
    assertThat(decided(policy, "administer")).isEqualTo("administer");
    assertThat(decided(policy, "x".repeat(11))).isEqualTo("nickname_too_long");
    assertThat(decided(PRECIS.reserving(List.of()), "admin")).isEqualTo("admin");
  }

  @Test
  void what_cannot_be_had_cannot_be_reserved() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PRECIS.reserving(List.of("ok", "x".repeat(11))))
        .withMessage("nickname: " + "x".repeat(11) + " (expected: one that the policy accepts)");
  }

  @Test
  void a_nickname_matches_as_a_whole_once_it_is_prepared() {
    NicknamePolicy policy = PRECIS.matching(Pattern.compile("[a-z ]+"));

    assertThat(decided(policy, " tom  t ")).isEqualTo("tom t");
    assertThat(decided(policy, "tom1")).isEqualTo("nickname_illegal");
    assertThat(decided(policy, "")).isEqualTo("nickname_blank");
  }

  @Test
  void policies_are_asked_in_order_and_the_first_refusal_counts() {
    Refuse no = new Refuse("no_bots", "No bots.");
    NicknamePolicy policy =
        PRECIS
            .refusing(each -> each.text().endsWith("bot"), no)
            .reserving(List.of("admin"))
            .matching(Pattern.compile("\\p{L}+"));

    assertThat(policy.decide("1bot")).isEqualTo(no);
    assertThat(decided(policy, "Admin")).isEqualTo("nickname_reserved");
    assertThat(decided(policy, "tom1")).isEqualTo("nickname_illegal");
    assertThat(decided(policy, "tom")).isEqualTo("tom");
  }

  @Test
  void who_joins_a_moderated_room_is_a_visitor() {
    RolePolicy standard = RolePolicy.standard();

    assertThat(standard.role(TOM, LOBBY, RoomAccess.OPEN)).isEqualTo(Role.PARTICIPANT);
    assertThat(standard.role(TOM, LOBBY, RoomAccess.OPEN.moderated(true))).isEqualTo(Role.VISITOR);
    assertThat(standard.role(TOM, LOBBY, RoomAccess.OPEN.membersOnly(true)))
        .isEqualTo(Role.PARTICIPANT);
  }

  @Test
  void by_default_everybody_is_anonymous() {
    Handshake handshake = new Handshake("loopback", "127.0.0.1", Map.of());

    assertThat(Authenticator.anonymous().authenticate(handshake))
        .isCompletedWithValue(Authenticator.Decision.Anonymous.INSTANCE);
  }

  @Test
  void nobody_vouches_for_an_anonymous_identity() {
    assertThat(new Authenticator.Decision.Accept(TOM).identity()).isEqualTo(TOM);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Authenticator.Decision.Accept(Identity.anonymous("x", null)))
        .withMessage("identity: anonymous (expected: an id without ~)");
  }

  @Test
  void a_refusal_has_a_code() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Refuse("", "No."))
        .withMessage("code: empty (expected: a stable word)");
    assertThat(new Refuse(Refusal.MUTED)).isEqualTo(new Refuse("muted", "", null));
    assertThat(new Refuse("no", "No.")).isEqualTo(new Refuse("no", "No.", null));
    assertThat(new Refuse("no", "No.", Duration.ofSeconds(1)).retryAfter())
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  @SuppressWarnings("NullAway") // that is what is tested
  void what_a_policy_says_is_something() {
    assertThatNullPointerException().isThrownBy(() -> new Refuse("no", null));
    assertThatNullPointerException().isThrownBy(() -> new MessageFilter.Decision.Replace(null));
    assertThatNullPointerException().isThrownBy(() -> new NicknamePolicy.Decision.Accept(null));
  }

  @Test
  void a_message_keeps_the_rest_with_another_text() {
    MessageFilter.Said said = new MessageFilter.Said(LOBBY, TOM, "hi", true);

    assertThat(said.with("ho")).isEqualTo(new MessageFilter.Said(LOBBY, TOM, "ho", true));
  }

  @Test
  void a_slow_reader_is_at_least_a_byte_behind() {
    assertThat(SlowReaderPolicy.RESET.withMaxLagBytes(1))
        .isEqualTo(new SlowReaderPolicy(SlowReaderPolicy.Reaction.RESET, 1));
    assertThat(SlowReaderPolicy.CLOSE.withMaxLagBytes(2))
        .isEqualTo(new SlowReaderPolicy(SlowReaderPolicy.Reaction.CLOSE, 2));
    assertThat(SlowReaderPolicy.RESET.maxLagBytes()).isEqualTo(Long.MAX_VALUE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SlowReaderPolicy.CLOSE.withMaxLagBytes(0))
        .withMessage("maxLagBytes: 0 (expected: > 0)");
  }
}
