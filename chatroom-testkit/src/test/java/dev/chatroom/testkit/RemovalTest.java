package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.RoomAccess;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who is removed from a room, or comes back after it, while a session does not read along. */
class RemovalTest {

  private final World world = new World();
  private final ChatRooms rooms = world.immediate(each -> each.log(8, 1_000_000));
  private final ChatRoom lobby = rooms.room("lobby");
  private final LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);

  @Test
  void who_came_just_before_the_door_was_closed_is_shut_out() {
    LoopbackClient ann = world.lane(rooms).connect("presence=delta");
    lobby.moderation().changeAccess(RoomAccess.OPEN.membersOnly(true));

    world.run();

    ann.isClosed(CloseReason.MEMBERS_ONLY);
  }

  @Test
  void who_came_just_before_a_ban_is_put_out() {
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
    LoopbackClient tab = world.lane(rooms).connect("presence=delta&token=" + token(tom));
    lobby.moderation().ban("tom", false, null, "");

    world.run();

    tab.isClosed(CloseReason.BANNED);
  }

  @Test
  void who_did_not_read_of_a_ban_is_put_out_when_it_reads_on() {
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok").stopReading();
    lobby.moderation().ban("tom", false, null, "");
    say(20);

    tom.readOn();

    tom.seesReset("lagged").isClosed(CloseReason.BANNED);
  }

  @Test
  void who_did_not_read_of_a_kick_is_put_out_as_long_as_it_is_in_the_log() {
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok").stopReading();
    say(10);
    lobby.moderation().kick("tom", "");
    say(1);

    tom.readOn();

    tom.seesReset("lagged").isClosed(CloseReason.KICKED);
  }

  @Test
  void a_tab_that_did_not_read_of_the_claim_of_another_holds_the_nickname_too() {
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
    LoopbackClient tab = loopback.connect("token=" + token(tom)).stopReading();
    tom.emit("leave", null);
    tom.claim("tim").isAnswered("ok");
    say(20);
    tab.readOn();

    tom.disconnect();

    assertThat(lobby.occupants()).hasSize(1);
    tab.say("still here");
    assertThat(tab.transcript()).endsWith("message tim说:still here");
  }

  @Test
  void who_was_kicked_may_come_back_and_read_on_from_before() {
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
    tom.say("hi");
    String since = tom.received().get(tom.received().size() - 1).field("id");
    String token = token(tom);
    lobby.moderation().kick("tom", "");
    tom.isClosed(CloseReason.KICKED);

    LoopbackClient back = loopback.connect("token=" + token + "&since=" + since);

    back.claim("tom").isAnswered("ok");
    assertThat(back.isConnected()).isTrue();
  }

  @Test
  void whose_ban_has_ended_may_come_back_and_read_on_from_before() {
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
    tom.say("hi");
    String since = tom.received().get(tom.received().size() - 1).field("id");
    String token = token(tom);
    lobby.moderation().ban("tom", false, Duration.ofMinutes(1), "");
    tom.isClosed(CloseReason.BANNED);
    world.clock.advance(Duration.ofMinutes(1));

    LoopbackClient back = loopback.connect("token=" + token + "&since=" + since);

    back.claim("tom").isAnswered("ok");
    assertThat(back.isConnected()).isTrue();
  }

  @Test
  void who_was_kicked_and_comes_back_is_not_met_by_the_kick_when_it_sends_at_once() {
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
    String token = token(tom);
    lobby.moderation().kick("tom", "");
    LoopbackClient back = world.lane(rooms).connect("presence=delta&token=" + token);

    back.session().claim("tom");
    world.run();

    assertThat(back.isConnected()).isTrue();
  }

  private void say(int messages) {
    for (int i = 0; i < messages; i++) {
      lobby.post("m" + i);
    }
  }

  private static String token(LoopbackClient client) {
    return client.received().stream()
        .map(each -> each.field("token"))
        .filter(each -> !each.isEmpty())
        .findFirst()
        .orElseThrow();
  }
}
