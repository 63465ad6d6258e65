package dev.chatroom.testkit;

import static dev.chatroom.testkit.Moderators.accepted;
import static dev.chatroom.testkit.Moderators.lastId;
import static dev.chatroom.testkit.Moderators.moderator;
import static dev.chatroom.testkit.Moderators.refused;
import static dev.chatroom.testkit.Moderators.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.Occupant;
import dev.chatroom.Role;
import dev.chatroom.RoomEvent;
import dev.chatroom.policy.SlowReaderPolicy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Kicking, muting, roles and the subject (XEP-0045 §8). */
class ModerationTest {

  private static final Duration GRACE = Duration.ofSeconds(30);

  private final World world = new World();
  private final ChatRooms rooms = world.immediate(each -> each.reconnectGrace(GRACE));
  private final ChatRoom lobby = rooms.room("lobby");
  private final LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
  private final LoopbackClient ann = loopback.connect("presence=delta");
  private final LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");

  @Test
  void a_kick_is_told_to_all_and_leaving_follows_at_once() {
    EventRecord record = World.recordOf(lobby);
    LoopbackClient mia = moderator(loopback, lobby, "mia");

    mia.emitWithAck("kick", Map.of("nickname", "TOM", "reason", "for shouting")).isAnswered("ok");

    assertThat(record.story())
        .containsExactly(
            "Joined mia", "RoleChanged mia to MODERATOR", "Kicked tom by mia", "Left tom KICKED");
    ann.seesEvents("kicked tom", "left tom");
    Received kicked =
        ann.received().stream()
            .filter(each -> each.event().equals("kicked"))
            .findFirst()
            .orElseThrow();
    assertThat(kicked.field("reason")).isEqualTo("for shouting");
    assertThat(kicked.field("by")).isEqualTo("mia");
    tom.isClosed(CloseReason.KICKED);
    assertThat(CloseReason.KICKED.number()).isEqualTo(4503);
    mia.seesNicknames("mia");
  }

  @Test
  void a_kick_ends_all_tabs_of_the_identity() {
    LoopbackClient tab = loopback.connect("token=" + token(tom));
    assertThat(tab.session().nickname()).isPresent();

    accepted(lobby.moderation().kick("tom", ""));

    tom.isClosed(CloseReason.KICKED);
    tab.isClosed(CloseReason.KICKED);
    assertThat(ann.transcript()).filteredOn(each -> each.startsWith("left")).hasSize(1);
  }

  @Test
  void after_a_kick_the_nickname_is_free_at_once_and_no_grace_holds_it() {
    accepted(lobby.moderation().kick("tom", ""));

    loopback.connect().claim("tom").isAnswered("ok").seesNicknames("tom");
  }

  @Test
  void a_kick_meets_who_is_gone_and_held_by_the_grace() {
    tom.disconnect();
    assertThat(lobby.occupants()).hasSize(1);

    accepted(lobby.moderation().kick("tom", ""));

    assertThat(lobby.occupants()).isEmpty();
    world.clock.advance(GRACE);
    ann.seesEvents("left tom");
    assertThat(ann.transcript()).filteredOn(each -> each.startsWith("left")).hasSize(1);
  }

  @Test
  void who_was_kicked_may_come_back() {
    String token = token(tom);
    accepted(lobby.moderation().kick("tom", ""));

    LoopbackClient again = loopback.connect("token=" + token).claim("tom").isAnswered("ok");

    again.say("sorry");
    ann.sees("tom说:sorry");
  }

  @Test
  void who_was_kicked_may_come_back_by_deltas() {
    String token = token(tom);
    accepted(lobby.moderation().kick("tom", ""));

    LoopbackTransport lane = world.lane(rooms);
    LoopbackClient again = lane.connect("presence=delta&token=" + token).claim("tom");
    world.run();

    again.isAnswered("ok");
    assertThat(again.isConnected()).isTrue();
  }

  @Test
  void who_was_kicked_may_come_back_and_read_on_from_before() {
    accepted(lobby.post("before"));
    String before = lastId(tom);
    String token = token(tom);
    accepted(lobby.moderation().kick("tom", ""));
    accepted(lobby.post("while away"));

    LoopbackClient again = loopback.connect("token=" + token + "&since=" + before);

    again.sees("system说:while away").claim("tom").isAnswered("ok");
    assertThat(again.isConnected()).isTrue();
  }

  @Test
  void one_who_does_not_read_is_removed_like_any_other() {
    tom.stopReading();
    accepted(lobby.moderation().kick("tom", ""));

    assertThat(lobby.occupants()).isEmpty();
    tom.say("still here?");
    tom.readOn().isRefused("nickname_required");
    tom.isClosed(CloseReason.KICKED);
  }

  @Test
  void one_who_was_kicked_out_of_the_log_is_not_told_to_be_who_they_were() {
    ChatRooms small = world.immediate(each -> each.log(4, 1 << 20));
    ChatRoom room = small.room("lobby");
    LoopbackClient slow = LoopbackTransport.startedOn(small).connect().claim("tom").stopReading();
    accepted(room.moderation().kick("tom", ""));
    for (int i = 0; i < 10; i++) {
      accepted(room.post("m" + i));
    }

    slow.readOn().seesReset("lagged").seesEvents("self  ");

    assertThat(slow.session().nickname()).isEmpty();
  }

  @Test
  void one_who_lags_behind_their_own_kick_is_closed_all_the_same() {
    ChatRooms small =
        world.immediate(each -> each.slowReaders(SlowReaderPolicy.RESET.withMaxLagBytes(1_000)));
    ChatRoom room = small.room("lobby");
    LoopbackClient slow = LoopbackTransport.startedOn(small).connect().claim("tom").stopReading();
    accepted(room.moderation().kick("tom", ""));
    for (int i = 0; i < 10; i++) {
      accepted(room.post("m" + i));
    }

    slow.readOn();

    slow.isClosed(CloseReason.KICKED);
  }

  @Test
  void one_who_came_back_and_lags_is_not_kicked_for_what_was_before() {
    ChatRooms small =
        world.immediate(each -> each.slowReaders(SlowReaderPolicy.RESET.withMaxLagBytes(1_000)));
    ChatRoom room = small.room("lobby");
    LoopbackTransport there = LoopbackTransport.startedOn(small);
    LoopbackClient first = there.connect().claim("tom");
    accepted(room.moderation().kick("tom", ""));
    LoopbackClient again = there.connect("token=" + token(first)).claim("tom").stopReading();
    again.emitWithAck("message", Map.of("msg", "hi"));
    for (int i = 0; i < 10; i++) {
      accepted(room.post("m" + i));
    }

    again.readOn().seesReset("lagged");

    assertThat(again.isConnected()).isTrue();
    assertThat(room.occupants()).hasSize(1);
  }

  @Test
  void nobody_is_kicked_who_is_not_here() {
    refused(lobby.moderation().kick("bob", ""), "occupant_unknown");
    refused(lobby.moderation().kick("to\u0000m", ""), "occupant_unknown");
    refused(lobby.moderation().kick("", ""), "occupant_unknown");
    refused(lobby.moderation().kick("system", ""), "occupant_unknown");
    ann.seesNothingMore();
  }

  @Test
  void a_reason_that_is_a_book_is_cut_short() {
    accepted(lobby.moderation().kick("tom", "\uD83D\uDE00".repeat(10_000)));

    Received kicked =
        ann.received().stream()
            .filter(each -> each.event().equals("kicked"))
            .findFirst()
            .orElseThrow();
    assertThat(kicked.field("reason").length()).isLessThanOrEqualTo(256);
  }

  @Test
  void who_is_muted_is_refused_until_it_is_over() {
    accepted(lobby.moderation().mute("tom", Duration.ofMinutes(5)));
    ann.seesEvents("muted tom");

    world.clock.advance(Duration.ofMinutes(2));
    tom.emitWithAck("message", Map.of("msg", "hi")).isRefused("muted");
    Received answer = tom.received().get(tom.received().size() - 1);
    assertThat(answer.field("retryAfter"))
        .isEqualTo(String.valueOf(Duration.ofMinutes(3).toMillis()));
    tom.whisper("tom", "to me").isRefused("muted");

    world.clock.advance(Duration.ofMinutes(3));
    tom.emitWithAck("message", Map.of("msg", "hi")).isAnswered("ok");
  }

  @Test
  void the_last_moment_of_a_mute_is_still_mute() {
    accepted(lobby.moderation().mute("tom", Duration.ofSeconds(1)));

    world.clock.advance(Duration.ofMillis(999));
    tom.emitWithAck("message", Map.of("msg", "hi")).isRefused("muted");
    world.clock.advance(Duration.ofMillis(1));
    tom.emitWithAck("message", Map.of("msg", "hi")).isAnswered("ok");
  }

  @Test
  void a_mute_without_end_has_no_time_to_wait_for() {
    accepted(lobby.moderation().mute("tom", null));
    world.clock.advance(Duration.ofDays(10_000));

    assertThat(refused(tom.session().post("hi"), "muted").retryAfter()).isNull();
  }

  @Test
  void a_mute_longer_than_time_has_no_end() {
    accepted(lobby.moderation().mute("tom", Duration.ofSeconds(Long.MAX_VALUE)));

    assertThat(refused(tom.session().post("hi"), "muted").retryAfter()).isNull();
  }

  @Test
  void a_mute_stays_with_the_identity_whatever_it_is_called() {
    accepted(lobby.moderation().mute("tom", null));
    tom.claim("bob").isAnswered("ok").isConnected();
    tom.emitWithAck("message", Map.of("msg", "hi")).isRefused("muted");
    tom.emitWithAck("leave", null).isAnswered("ok");
    tom.emitWithAck("message", Map.of("msg", "hi", "nickname", "kim")).isRefused("muted");
    String token = token(tom);
    tom.disconnect();

    LoopbackClient again = loopback.connect("token=" + token).claim("joe").isAnswered("ok");
    again.emitWithAck("message", Map.of("msg", "hi")).isRefused("muted");

    assertThat(lobby.history()).isEmpty();
    assertThat(lobby.occupants()).hasSize(1);
  }

  @Test
  void a_mute_is_not_for_who_has_the_nickname_next() {
    accepted(lobby.moderation().mute("tom", null));
    tom.emit("leave", null);

    loopback.connect().claim("tom").isAnswered("ok").say("hi");

    ann.sees("tom说:hi");
  }

  @Test
  void who_is_unmuted_speaks_again() {
    EventRecord record = World.recordOf(lobby);
    accepted(lobby.moderation().mute("tom", null));
    accepted(lobby.moderation().unmute("tom"));
    accepted(lobby.moderation().unmute("tom"));

    tom.say("hi");

    assertThat(record.story())
        .containsExactly("Muted tom by null", "Unmuted tom by null", "Posted hi");
  }

  @Test
  void a_second_mute_replaces_the_first() {
    accepted(lobby.moderation().mute("tom", null));
    accepted(lobby.moderation().mute("tom", Duration.ofSeconds(1)));
    world.clock.advance(Duration.ofSeconds(1));

    tom.emitWithAck("message", Map.of("msg", "hi")).isAnswered("ok");
  }

  @Test
  void who_is_muted_cannot_spell_it_out_in_signals() {
    accepted(lobby.moderation().mute("tom", Duration.ofMinutes(1)));

    tom.emitWithAck("signal", "you_are_all_fools").isRefused("muted");

    ann.seesEvents("muted tom").seesNothingMore();
  }

  @Test
  void in_a_moderated_room_visitors_have_no_voice_until_they_get_it() {
    accepted(lobby.moderation().changeAccess(lobby.access().moderated(true)));
    LoopbackClient kim = loopback.connect("presence=delta").claim("kim").isAnswered("ok");
    assertThat(kim.received())
        .anySatisfy(each -> assertThat(each.field("role")).isEqualTo("visitor"));

    kim.emitWithAck("message", Map.of("msg", "hi")).isRefused("voice_required");
    kim.whisper("tom", "hi").isRefused("voice_required");
    kim.emitWithAck("signal", "typing").isRefused("voice_required");
    tom.emitWithAck("message", Map.of("msg", "I was here before")).isAnswered("ok");

    accepted(lobby.moderation().changeRole("kim", Role.PARTICIPANT));
    kim.seesEvents("role kim participant", "self kim participant");
    kim.emitWithAck("message", Map.of("msg", "hi")).isAnswered("ok");
  }

  @Test
  void who_posts_and_claims_at_once_in_a_moderated_room_does_neither() {
    accepted(lobby.moderation().changeAccess(lobby.access().moderated(true)));
    LoopbackClient kim = loopback.connect();

    kim.sayAs("kim", "hi").isRefused("voice_required");

    assertThat(lobby.occupants()).extracting(Occupant::nickname).hasSize(1);
  }

  @Test
  void a_role_is_for_as_long_as_one_is_here() {
    accepted(lobby.moderation().changeRole("tom", Role.MODERATOR));
    tom.seesEvents("role tom moderator", "self tom moderator");
    tom.claim("bob").isAnswered("ok");
    assertThat(lobby.occupants().get(0).role()).isEqualTo(Role.MODERATOR);

    tom.emit("leave", null);
    tom.claim("tom").isAnswered("ok");

    assertThat(lobby.occupants().get(0).role()).isEqualTo(Role.PARTICIPANT);
  }

  @Test
  void a_role_that_one_has_changes_nothing() {
    EventRecord record = World.recordOf(lobby);

    accepted(lobby.moderation().changeRole("tom", Role.PARTICIPANT));

    assertThat(record.events).isEmpty();
  }

  @Test
  void a_subject_is_told_to_all_and_to_who_comes_later() {
    LoopbackClient mia = moderator(loopback, lobby, "mia");
    mia.emitWithAck("subject", Map.of("subject", "cats")).isAnswered("ok");

    ann.seesEvents("subject cats");
    LoopbackClient late = loopback.connect().seesEvents("subject cats");
    assertThat(late.received().get(0).field("by")).isEqualTo("mia");
    assertThat(late.received().get(0).field("time")).isEqualTo(ManualClock.START.toString());
    assertThat(lobby.subject()).hasValueSatisfying(it -> assertThat(it.text()).isEqualTo("cats"));
  }

  @Test
  void an_empty_subject_takes_it_back() {
    EventRecord record = World.recordOf(lobby);
    accepted(lobby.moderation().changeSubject("cats"));
    accepted(lobby.moderation().changeSubject("cats"));
    accepted(lobby.moderation().changeSubject(""));
    accepted(lobby.moderation().changeSubject(""));

    assertThat(record.story()).containsExactly("SubjectChanged cats", "SubjectChanged ");
    ann.seesEvents("subject cats", "subject ");
    assertThat(lobby.subject()).isEmpty();
    assertThat(loopback.connect().transcript()).noneMatch(each -> each.startsWith("subject"));
  }

  @Test
  void a_subject_has_1024_bytes_at_most() {
    accepted(lobby.moderation().changeSubject("昵".repeat(341) + "x"));

    refused(lobby.moderation().changeSubject("昵".repeat(341) + "xx"), "message_too_long");
    refused(tom.session().moderation().changeSubject("x".repeat(1_025)), "message_too_long");
  }

  @Test
  void a_subject_is_told_to_who_was_reset() {
    ChatRooms small = world.immediate(each -> each.log(4, 1 << 20));
    ChatRoom room = small.room("lobby");
    LoopbackClient slow = LoopbackTransport.startedOn(small).connect().stopReading();
    accepted(room.moderation().changeSubject("cats"));
    for (int i = 0; i < 10; i++) {
      accepted(room.post("m" + i));
    }

    slow.readOn().seesReset("lagged").seesEvents("subject cats");
  }

  @Test
  void moderation_by_the_application_is_by_nobody() {
    EventRecord record = World.recordOf(lobby);
    accepted(lobby.moderation().mute("tom", Duration.ofSeconds(1)));

    RoomEvent.Muted muted = record.all(RoomEvent.Muted.class).get(0);
    assertThat(muted.by()).isNull();
    assertThat(muted.until()).isEqualTo(ManualClock.START.plusSeconds(1));
  }
}
