package dev.chatroom.testkit;

import static dev.chatroom.testkit.Moderators.accepted;
import static dev.chatroom.testkit.Moderators.moderator;
import static dev.chatroom.testkit.Moderators.refused;
import static dev.chatroom.testkit.Moderators.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.CloseReason;
import dev.chatroom.Identity;
import dev.chatroom.LeaveReason;
import dev.chatroom.Role;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomOptions;
import dev.chatroom.RoomPassword;
import dev.chatroom.policy.Authenticator;
import dev.chatroom.policy.RolePolicy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Members-only rooms and passwords (XEP-0045 §7.2, §9.3, §10.2). */
class RoomAccessTest {

  private static final Authenticator BY_NAME =
      handshake ->
          CompletableFuture.completedFuture(
              handshake
                  .parameter("user")
                  .<Authenticator.Decision>map(
                      user -> new Authenticator.Decision.Accept(new Identity(user)))
                  .orElse(Authenticator.Decision.Anonymous.INSTANCE));

  private static final RolePolicy STAFF_MODERATES =
      (identity, room, access) ->
          identity.id().startsWith("staff")
              ? Role.MODERATOR
              : RolePolicy.standard().role(identity, room, access);

  private final World world = new World();
  private final ChatRooms rooms =
      world.immediate(each -> each.authenticator(BY_NAME).roles(STAFF_MODERATES));
  private final ChatRoom lobby = rooms.room("lobby");
  private final LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);

  private void close() {
    accepted(lobby.moderation().changeAccess(RoomAccess.OPEN.membersOnly(true)));
  }

  @Test
  void closing_a_room_removes_who_is_not_a_member() {
    accepted(lobby.moderation().changeMembership("kim", true));
    LoopbackClient kim = loopback.connect("user=kim").claim("kim").isAnswered("ok");
    LoopbackClient watching = loopback.connect("user=kim");
    LoopbackClient tom = loopback.connect("user=tom").claim("tom").isAnswered("ok");
    LoopbackClient watcher = loopback.connect();
    EventRecord record = World.recordOf(lobby);

    close();

    tom.isClosed(CloseReason.MEMBERS_ONLY);
    watcher.isClosed(CloseReason.MEMBERS_ONLY);
    assertThat(watching.isConnected()).isTrue();
    assertThat(record.all(RoomEvent.Left.class))
        .extracting(RoomEvent.Left::reason)
        .containsExactly(LeaveReason.NOT_A_MEMBER);
    kim.seesNicknames("kim").emitWithAck("message", Map.of("msg", "hi")).isAnswered("ok");
  }

  @Test
  void nobody_comes_in_who_is_not_a_member() {
    close();
    assertThat(loopback.refusedConnect("user=tom").code()).isEqualTo("members_only");
    assertThat(loopback.refusedConnect("").code()).isEqualTo("members_only");

    accepted(lobby.moderation().changeMembership("tom", true));

    loopback.connect("user=tom").claim("tom").isAnswered("ok");
  }

  @Test
  void a_session_without_a_client_does_not_join_either() {
    close();

    ChatSession bot = lobby.attach(new Identity("bot"));

    refused(bot.claim("bot"), "members_only");
  }

  @Test
  void who_keeps_order_is_always_in() {
    LoopbackClient mia = moderator(loopback, lobby, "mia");
    LoopbackClient staff = loopback.connect("user=staff-1").claim("boss").isAnswered("ok");

    mia.emitWithAck("access", Map.of("membersOnly", true)).isAnswered("ok");

    assertThat(mia.isConnected()).isTrue();
    assertThat(staff.isConnected()).isTrue();
    staff.emitWithAck("message", Map.of("msg", "hi")).isAnswered("ok");
    staff.disconnect();
    loopback.connect("user=staff-1").claim("boss").isAnswered("ok");
    loopback.connect("token=" + token(mia)).seesHistory("boss说:hi");
  }

  @Test
  void who_would_keep_order_and_watches_stays_when_the_door_moves() {
    LoopbackClient staff = loopback.connect("user=staff-1");

    close();
    accepted(lobby.moderation().changeAccess(lobby.access().moderated(true)));

    assertThat(staff.isConnected()).isTrue();
  }

  @Test
  void who_keeps_order_no_longer_and_is_no_member_goes() {
    LoopbackClient mia = moderator(loopback, lobby, "mia");
    close();

    accepted(lobby.moderation().changeRole("mia", Role.PARTICIPANT));

    mia.isClosed(CloseReason.MEMBERS_ONLY);
    assertThat(lobby.occupants()).isEmpty();
  }

  @Test
  void who_is_no_longer_a_member_goes() {
    accepted(lobby.moderation().changeMembership("tom", true));
    close();
    LoopbackClient tom = loopback.connect("user=tom").claim("tom").isAnswered("ok");
    LoopbackClient watching = loopback.connect("user=tom");
    EventRecord record = World.recordOf(lobby);

    accepted(lobby.moderation().changeMembership("tom", false));

    tom.isClosed(CloseReason.MEMBERS_ONLY);
    watching.isClosed(CloseReason.MEMBERS_ONLY);
    assertThat(record.all(RoomEvent.Left.class)).hasSize(1);
  }

  @Test
  void in_an_open_room_membership_makes_no_difference() {
    LoopbackClient tom = loopback.connect("user=tom").claim("tom");
    EventRecord record = World.recordOf(lobby);

    accepted(lobby.moderation().changeMembership("tom", true));
    accepted(lobby.moderation().changeMembership("tom", true));
    accepted(lobby.moderation().changeMembership("tom", false));
    accepted(lobby.moderation().changeMembership("tom", false));

    assertThat(tom.isConnected()).isTrue();
    assertThat(record.all(RoomEvent.MembershipChanged.class)).hasSize(2);
  }

  @Test
  void who_does_not_read_when_the_room_is_closed_says_nothing_more() {
    LoopbackClient tom = loopback.connect("user=tom").claim("tom").stopReading();
    close();

    tom.emitWithAck("message", Map.of("msg", "hi"));
    tom.emitWithAck("signal", "typing");

    tom.readOn().isAnswered("ok").isRefused("members_only").isRefused("members_only");
    tom.isClosed(CloseReason.MEMBERS_ONLY);
    assertThat(lobby.occupants()).isEmpty();
  }

  @Test
  void who_lags_behind_the_closing_goes_all_the_same() {
    ChatRooms small = world.immediate(each -> each.log(4, 1 << 20));
    ChatRoom room = small.room("lobby");
    LoopbackClient slow = LoopbackTransport.startedOn(small).connect().claim("tom").stopReading();
    accepted(room.moderation().changeAccess(RoomAccess.OPEN.membersOnly(true)));
    for (int i = 0; i < 10; i++) {
      accepted(room.post("m" + i));
    }

    slow.readOn();

    slow.isClosed(CloseReason.MEMBERS_ONLY);
  }

  @Test
  void a_room_with_a_password_is_for_those_who_know_it() {
    LoopbackClient before = loopback.connect();
    RoomPassword password = RoomPassword.of("open sesame", world.random);
    accepted(lobby.moderation().changeAccess(RoomAccess.OPEN.password(password)));

    assertThat(loopback.refusedConnect("").code()).isEqualTo("password_required");
    assertThat(loopback.refusedConnect("password=").code()).isEqualTo("password_required");
    assertThat(loopback.refusedConnect("password=Open+Sesame").code())
        .isEqualTo("password_required");
    assertThat(before.isConnected()).isTrue();
    loopback.connect("password=open+sesame").claim("tom").isAnswered("ok");
  }

  @Test
  void a_moderator_sets_a_password_and_nobody_is_told_which() {
    LoopbackClient mia = moderator(loopback, lobby, "mia");
    LoopbackClient ann = loopback.connect();

    mia.emitWithAck("access", Map.of("password", "昵称")).isAnswered("ok");

    assertThat(loopback.refusedConnect("").code()).isEqualTo("password_required");
    loopback.connect("password=%E6%98%B5%E7%A7%B0");
    assertThat(ann.received()).noneMatch(each -> each.data().toString().contains("昵称"));
    Received told = ann.received().get(ann.received().size() - 1);
    assertThat(told.event()).isEqualTo("access");
    assertThat(told.field("password")).isEqualTo("true");
    mia.emitWithAck("access", Map.of("password", "")).isAnswered("ok");
    loopback.connect();
  }

  @Test
  void what_a_moderator_does_not_mention_stays_as_it_is() {
    LoopbackClient mia = moderator(loopback, lobby, "mia");
    mia.emitWithAck("access", Map.of("password", "secret")).isAnswered("ok");

    mia.emitWithAck("access", Map.of("moderated", true)).isAnswered("ok");
    mia.emitWithAck("access", Map.of()).isRefused("malformed");

    assertThat(lobby.access().moderated()).isTrue();
    assertThat(loopback.refusedConnect("").code()).isEqualTo("password_required");
  }

  @Test
  void a_ban_comes_before_membership_and_that_before_the_password() {
    RoomPassword password = RoomPassword.of("x", world.random);
    accepted(lobby.moderation().changeAccess(new RoomAccess(false, true, password)));
    assertThat(loopback.refusedConnect("user=tom").code()).isEqualTo("members_only");

    accepted(
        lobby
            .moderation()
            .ban(new dev.chatroom.Ban(dev.chatroom.Ban.Kind.IDENTITY, "tom", null, "")));
    assertThat(loopback.refusedConnect("user=tom").code()).isEqualTo("banned");

    accepted(lobby.moderation().changeMembership("kim", true));
    assertThat(loopback.refusedConnect("user=kim").code()).isEqualTo("password_required");
    loopback.connect("user=kim&password=x");
  }

  @Test
  void a_room_may_be_closed_from_the_start() {
    RoomOptions staff = RoomOptions.defaults().withAccess(RoomAccess.OPEN.membersOnly(true));
    ChatRooms closed = world.immediate(each -> each.declare("staff", staff));
    LoopbackTransport there = LoopbackTransport.startedOn(closed);

    assertThat(there.refusedConnect("room=staff").code()).isEqualTo("members_only");
    there.connect();
  }

  @Test
  void access_that_is_the_same_changes_nothing() {
    EventRecord record = World.recordOf(lobby);

    accepted(lobby.moderation().changeAccess(RoomAccess.OPEN));

    assertThat(record.events).isEmpty();
  }
}
