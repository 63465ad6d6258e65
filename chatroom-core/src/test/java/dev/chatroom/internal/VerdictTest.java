package dev.chatroom.internal;

import static dev.chatroom.internal.Events.NOON;
import static dev.chatroom.internal.Events.at;
import static dev.chatroom.internal.Events.id;
import static dev.chatroom.internal.Events.nickname;
import static dev.chatroom.internal.Events.occupant;
import static dev.chatroom.internal.Events.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatMessage;
import dev.chatroom.LeaveReason;
import dev.chatroom.Nickname;
import dev.chatroom.Occupant;
import dev.chatroom.Refusal;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.Origin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private final RoomFold present = new RoomFold(state(List.of(occupant("tom"))));

  /** Asked by the session that has the same id as its occupant. */
  private static Verdict on(Command command, RoomFold room) {
    return Verdict.on(command, new Origin(sessionOf(command), 1), room, NOON);
  }

  private static String sessionOf(Command command) {
    if (command instanceof Command.Claim claim) {
      return claim.occupant();
    }
    return command instanceof Command.Post post
        ? post.occupant()
        : ((Command.Leave) command).occupant();
  }

  /** What a command becomes, from offset 7 on. */
  private List<RoomEvent> become(Command command) {
    Verdict verdict = on(command, present);
    assertThat(verdict).isInstanceOf(Verdict.Allow.class);
    List<RoomEvent> events = new ArrayList<>();
    for (Verdict.Draft draft : ((Verdict.Allow) verdict).drafts()) {
      events.add(draft.at(at(7 + events.size()), NOON));
    }
    return events;
  }

  private static Command claim(String who, String nickname) {
    return Events.claim(id(who), nickname(nickname));
  }

  private static Command post(String who, String text, @Nullable Nickname claimFirst) {
    Command.Claim claim = claimFirst == null ? null : Events.claim(id(who), claimFirst);
    return new Command.Post(id(who), text, claim, null);
  }

  private static RoomEvent said(long offset, String sender, String text) {
    return new RoomEvent.Posted(
        new ChatMessage(at(offset), NOON, nickname(sender), text, id(sender)));
  }

  @Test
  void who_claims_a_free_nickname_joins() {
    assertThat(become(claim("ann", "ann")))
        .containsExactly(new RoomEvent.Joined(at(7), NOON, occupant("ann")));
  }

  @Test
  void a_nickname_of_somebody_else_is_taken_however_it_is_written() {
    assertThat(on(claim("ann", "TOM"), present))
        .isEqualTo(new Verdict.Deny(Refusal.NICKNAME_TAKEN));
  }

  @Test
  void a_second_claim_is_a_rename() {
    Occupant thomas = new Occupant(id("tom"), nickname("thomas"));

    assertThat(become(claim("tom", "thomas")))
        .containsExactly(new RoomEvent.Renamed(at(7), NOON, thomas, nickname("tom")));
  }

  @Test
  void a_rename_may_keep_the_key() {
    Occupant tom = new Occupant(id("tom"), nickname("Tom"));

    assertThat(become(claim("tom", "Tom")))
        .containsExactly(new RoomEvent.Renamed(at(7), NOON, tom, nickname("tom")));
  }

  @Test
  void a_rename_to_what_somebody_else_has_is_refused() {
    RoomFold two = new RoomFold(state(List.of(occupant("tom"), occupant("ann"))));

    assertThat(on(claim("ann", "tom"), two)).isEqualTo(new Verdict.Deny(Refusal.NICKNAME_TAKEN));
  }

  @Test
  void claiming_what_one_has_changes_nothing() {
    assertThat(become(claim("tom", "tom"))).isEmpty();
  }

  @Test
  void who_posts_is_named_by_the_room() {
    assertThat(become(post("tom", "hi", null))).containsExactly(said(7, "tom", "hi"));
    assertThat(become(post("tom", "hi", nickname("ann")))).containsExactly(said(7, "tom", "hi"));
  }

  @Test
  void who_has_no_nickname_does_not_post() {
    assertThat(on(post("ann", "hi", null), present))
        .isEqualTo(new Verdict.Deny(Refusal.NICKNAME_REQUIRED));
  }

  @Test
  void who_brings_a_nickname_joins_and_posts() {
    assertThat(become(post("ann", "hi", nickname("ann"))))
        .containsExactly(new RoomEvent.Joined(at(7), NOON, occupant("ann")), said(8, "ann", "hi"));
  }

  @Test
  void who_brings_a_taken_nickname_does_neither() {
    assertThat(on(post("ann", "hi", nickname("Tom")), present))
        .isEqualTo(new Verdict.Deny(Refusal.NICKNAME_TAKEN));
  }

  @Test
  void who_leaves_leaves_under_the_last_nickname() {
    assertThat(become(new Command.Leave(id("tom"), LeaveReason.DISCONNECTED)))
        .containsExactly(
            new RoomEvent.Left(at(7), NOON, occupant("tom"), LeaveReason.DISCONNECTED));
  }

  @Test
  void who_is_not_here_cannot_leave_twice() {
    assertThat(become(new Command.Leave(id("ann"), LeaveReason.LEFT))).isEmpty();
  }

  @Test
  void deciding_changes_nothing() {
    become(claim("ann", "ann"));
    become(claim("tom", "thomas"));
    become(new Command.Leave(id("tom"), LeaveReason.LEFT));

    assertThat(present.inOrderOfJoining()).containsExactly(occupant("tom"));
  }
}
