package dev.chatroom.testkit;

import static dev.chatroom.testkit.Moderators.accepted;
import static dev.chatroom.testkit.Moderators.comingFrom;
import static dev.chatroom.testkit.Moderators.moderator;
import static dev.chatroom.testkit.Moderators.refused;
import static dev.chatroom.testkit.Moderators.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Ban;
import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.CloseReason;
import dev.chatroom.Identity;
import dev.chatroom.LeaveReason;
import dev.chatroom.RoomEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is kept out, and for how long (XEP-0045 §9.1). */
class BansTest {

  private static final String THERE = "203.0.113.7";
  private static final Duration HOUR = Duration.ofHours(1);

  private final World world = new World();
  private final ChatRooms rooms =
      world.immediate(each -> each.reconnectGrace(Duration.ofSeconds(30)));
  private final ChatRoom lobby = rooms.room("lobby");
  private final LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
  private final LoopbackClient ann = loopback.connect("presence=delta");
  private final LoopbackClient tom = loopback.connect(comingFrom(THERE, "")).claim("tom");

  @Test
  void a_ban_of_an_identity_removes_all_its_tabs_and_keeps_it_out() {
    EventRecord record = World.recordOf(lobby);
    String token = token(tom);
    LoopbackClient tab = loopback.connect("token=" + token);

    accepted(lobby.moderation().ban("tom", false, null, "spam"));

    tom.isClosed(CloseReason.BANNED);
    tab.isClosed(CloseReason.BANNED);
    assertThat(record.story()).endsWith("Banned IDENTITY by null", "Left tom BANNED");
    assertThat(loopback.refusedConnect("token=" + token).code()).isEqualTo("banned");
    ann.seesEvents("left tom").seesNothingMore();
    loopback.connect(comingFrom(THERE, "")).claim("tom").isAnswered("ok");
  }

  @Test
  void a_ban_of_the_address_too_meets_everybody_who_comes_from_there() {
    LoopbackClient neighbour =
        loopback.connect(comingFrom(THERE, "")).claim("bob").isAnswered("ok");
    LoopbackClient watcher = loopback.connect(comingFrom(THERE, ""));

    accepted(lobby.moderation().ban("tom", true, null, ""));

    tom.isClosed(CloseReason.BANNED);
    neighbour.isClosed(CloseReason.BANNED);
    watcher.isClosed(CloseReason.BANNED);
    assertThat(lobby.occupants()).isEmpty();
    assertThat(loopback.refusedConnect(comingFrom(THERE, "")).code()).isEqualTo("banned");
    assertThat(lobby.bans())
        .extracting(Ban::kind)
        .containsExactly(Ban.Kind.IDENTITY, Ban.Kind.ADDRESS);
    loopback.connect(comingFrom("203.0.113.8", "")).claim("tom").isAnswered("ok");
  }

  @Test
  void the_grace_does_not_hold_the_nickname_of_who_is_banned() {
    EventRecord record = World.recordOf(lobby);

    accepted(lobby.moderation().ban(new Ban(Ban.Kind.ADDRESS, THERE, null, "")));

    assertThat(record.all(RoomEvent.Left.class))
        .extracting(RoomEvent.Left::reason)
        .containsExactly(LeaveReason.BANNED);
    loopback.connect().claim("tom").isAnswered("ok");
  }

  @Test
  void one_tab_at_a_banned_address_ends_and_the_other_stays() {
    LoopbackClient elsewhere = loopback.connect("token=" + token(tom));

    accepted(lobby.moderation().ban(new Ban(Ban.Kind.ADDRESS, THERE, null, "")));

    tom.isClosed(CloseReason.BANNED);
    elsewhere.say("still here");
    ann.sees("tom说:still here");
  }

  @Test
  void all_addresses_that_somebody_is_here_from_are_banned() {
    loopback.connect(comingFrom("203.0.113.8", "token=" + token(tom)));

    accepted(lobby.moderation().ban("tom", true, null, ""));

    assertThat(lobby.bans()).hasSize(3);
    assertThat(loopback.refusedConnect(comingFrom("203.0.113.8", "")).code()).isEqualTo("banned");
  }

  @Test
  void who_is_banned_and_does_not_read_is_refused() {
    tom.stopReading();
    LoopbackClient neighbour = loopback.connect(comingFrom(THERE, "")).claim("bob").stopReading();
    accepted(lobby.moderation().ban("tom", true, null, ""));

    for (LoopbackClient each : new LoopbackClient[] {tom, neighbour}) {
      each.emitWithAck("message", Map.of("msg", "hi"));
      each.emitWithAck("message", Map.of("msg", "hi", "nickname", "kim"));
      each.emitWithAck("whisper", Map.of("to", "ann", "msg", "hi"));
      each.emitWithAck("nickname", "kim");
      each.emitWithAck("signal", "typing");
    }

    ann.seesNothingMore();
    assertThat(lobby.history()).isEmpty();
    for (LoopbackClient each : new LoopbackClient[] {tom, neighbour}) {
      each.readOn().isAnswered("ok");
      for (int i = 0; i < 5; i++) {
        each.isRefused("banned");
      }
      each.isClosed(CloseReason.BANNED);
    }
  }

  @Test
  void a_moderator_who_is_banned_and_does_not_read_keeps_no_order_any_more() {
    accepted(lobby.moderation().changeRole("tom", dev.chatroom.Role.MODERATOR));
    LoopbackClient kim = loopback.connect().claim("kim");
    tom.stopReading();
    accepted(lobby.moderation().ban(new Ban(Ban.Kind.ADDRESS, THERE, null, "")));

    refused(tom.session().moderation().kick("kim", ""), "banned");

    assertThat(kim.isConnected()).isTrue();
  }

  @Test
  void one_who_lags_behind_their_own_ban_is_closed_all_the_same() {
    ChatRooms small = world.immediate(each -> each.log(4, 1 << 20));
    ChatRoom room = small.room("lobby");
    LoopbackTransport there = LoopbackTransport.startedOn(small);
    LoopbackClient slow = there.connect(comingFrom(THERE, "")).claim("tom").stopReading();
    LoopbackClient watcher = there.connect(comingFrom(THERE, "")).stopReading();
    accepted(room.moderation().ban("tom", true, null, ""));
    for (int i = 0; i < 10; i++) {
      accepted(room.post("m" + i));
    }

    slow.readOn();
    watcher.readOn();

    slow.isClosed(CloseReason.BANNED);
    watcher.isClosed(CloseReason.BANNED);
  }

  @Test
  void a_ban_ends_by_itself() {
    accepted(lobby.moderation().ban("tom", true, HOUR, ""));
    world.clock.advance(HOUR.minusMillis(1));
    assertThat(loopback.refusedConnect(comingFrom(THERE, "")).code()).isEqualTo("banned");

    world.clock.advance(Duration.ofMillis(1));

    assertThat(lobby.bans()).isEmpty();
    loopback.connect(comingFrom(THERE, "token=" + token(tom))).claim("tom").isAnswered("ok");
  }

  @Test
  void whose_ban_has_ended_reads_on_from_before() {
    accepted(lobby.post("before"));
    String before = Moderators.lastId(tom);
    accepted(lobby.moderation().ban("tom", true, HOUR, ""));
    world.clock.advance(HOUR);

    LoopbackClient again =
        loopback.connect(comingFrom(THERE, "token=" + token(tom) + "&since=" + before));
    again.claim("tom").isAnswered("ok");

    assertThat(again.isConnected()).isTrue();
  }

  @Test
  void whose_ban_was_lifted_comes_back_by_deltas() {
    accepted(lobby.moderation().ban("tom", true, null, ""));
    String id = lobby.bans().get(0).value();
    accepted(lobby.moderation().unban(Ban.Kind.IDENTITY, id));
    assertThat(loopback.refusedConnect(comingFrom(THERE, "")).code()).isEqualTo("banned");
    accepted(lobby.moderation().unban(Ban.Kind.ADDRESS, THERE));

    LoopbackClient again =
        loopback.connect(comingFrom(THERE, "presence=delta&token=" + token(tom)));
    again.claim("tom").isAnswered("ok");

    assertThat(again.isConnected()).isTrue();
  }

  @Test
  void lifting_what_is_not_there_changes_nothing() {
    EventRecord record = World.recordOf(lobby);

    accepted(lobby.moderation().unban(Ban.Kind.ADDRESS, "nowhere"));

    assertThat(record.events).isEmpty();
  }

  @Test
  void a_ban_of_an_identity_is_not_one_of_an_address_of_that_name() {
    ChatSession named = lobby.attach(new Identity(THERE));
    accepted(named.claim("bob"));

    accepted(lobby.moderation().ban(new Ban(Ban.Kind.IDENTITY, THERE, null, "")));

    assertThat(tom.isConnected()).isTrue();
    refused(named.claim("bob"), "session_closed");
  }

  @Test
  void a_ban_meets_who_is_not_here_when_they_come() {
    accepted(lobby.moderation().ban(new Ban(Ban.Kind.IDENTITY, "user-17", null, "")));

    ChatSession session = lobby.attach(new Identity("user-17"));

    refused(session.claim("bob"), "banned");
    refused(session.post("hi"), "banned");
  }

  @Test
  void a_ban_that_has_ended_before_it_began_removes_nobody() {
    Instant past = world.clock.instant().minusSeconds(1);

    accepted(lobby.moderation().ban(new Ban(Ban.Kind.ADDRESS, THERE, past, "")));

    assertThat(tom.isConnected()).isTrue();
    assertThat(lobby.bans()).isEmpty();
  }

  @Test
  void a_second_ban_replaces_the_first() {
    accepted(lobby.moderation().ban(new Ban(Ban.Kind.ADDRESS, THERE, null, "")));
    Instant soon = world.clock.instant().plusSeconds(1);
    accepted(lobby.moderation().ban(new Ban(Ban.Kind.ADDRESS, THERE, soon, "")));
    assertThat(lobby.bans()).hasSize(1);

    world.clock.advance(Duration.ofSeconds(1));

    loopback.connect(comingFrom(THERE, ""));
  }

  @Test
  void clients_are_not_told_who_is_banned_nor_where_from() {
    accepted(lobby.moderation().ban("tom", true, null, ""));
    accepted(lobby.moderation().unban(Ban.Kind.ADDRESS, THERE));

    assertThat(ann.received()).noneMatch(each -> each.data().toString().contains(THERE));
    ann.seesEvents("left tom").seesNothingMore();
  }

  @Test
  void a_moderator_bans_by_nickname_over_the_wire() {
    LoopbackClient mia = moderator(loopback, lobby, "mia");

    mia.emitWithAck("ban", Map.of("nickname", "tom", "address", true, "seconds", 60))
        .isAnswered("ok");

    tom.isClosed(CloseReason.BANNED);
    assertThat(lobby.bans())
        .extracting(Ban::until)
        .containsOnly(world.clock.instant().plusSeconds(60));
    mia.emitWithAck("unban", Map.of("address", THERE)).isAnswered("ok");
    loopback.connect(comingFrom(THERE, "")).claim("tom").isAnswered("ok");
  }

  @Test
  void a_moderator_does_not_ban_another_by_the_identity_either() {
    LoopbackClient mia = moderator(loopback, lobby, "mia");
    LoopbackClient max = moderator(loopback, lobby, "max");

    Ban ban = new Ban(Ban.Kind.IDENTITY, max.session().identity().id(), null, "");

    refused(mia.session().moderation().ban(ban), "forbidden");
    refused(mia.session().moderation().ban("max", false, null, ""), "forbidden");
    assertThat(max.isConnected()).isTrue();
  }

  @Test
  void a_room_remembers_new_bans_when_old_ones_have_ended() {
    Instant soon = world.clock.instant().plusSeconds(1);
    for (int i = 0; i < 10_000; i++) {
      accepted(lobby.moderation().ban(new Ban(Ban.Kind.IDENTITY, "user-" + i, soon, "")));
    }
    Ban more = new Ban(Ban.Kind.IDENTITY, "one more", null, "");
    refused(lobby.moderation().ban(more), "too_many");
    accepted(lobby.moderation().ban(new Ban(Ban.Kind.IDENTITY, "user-7", soon, "again")));

    world.clock.advance(Duration.ofSeconds(1));

    accepted(lobby.moderation().ban(more));
    assertThat(lobby.bans()).containsExactly(more);
  }
}
