package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.policy.RateLimit;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.policy.SlowReaderPolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who lost the connection has a while to come back, and nobody else notices. */
class ReconnectGraceTest {

  private static final Duration GRACE = Duration.ofSeconds(30);

  private final World world = new World();
  private final ChatRooms rooms = world.immediate(each -> each.reconnectGrace(GRACE));
  private final LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
  private final EventRecord record = World.recordOf(rooms.room("lobby"));

  @AfterEach
  void close() {
    world.close();
  }

  private static String tokenOf(LoopbackClient client) {
    List<Received> answers =
        client.received().stream().filter(each -> !each.field("token").isEmpty()).toList();
    return answers.get(answers.size() - 1).field("token");
  }

  @Test
  void who_comes_back_in_time_has_the_nickname_and_nobody_saw_them_go() {
    LoopbackClient ann = loopback.connect();
    LoopbackClient ben = loopback.connect("presence=delta");
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");

    tom.disconnect();
    world.clock.advance(GRACE.minusNanos(1));
    LoopbackClient back = loopback.connect("token=" + tokenOf(tom));
    world.clock.advance(Duration.ofDays(1));

    back.seesEvents("self tom participant");
    assertThat(ann.transcript()).containsExactly("nicknames []", "nicknames [tom]");
    assertThat(ben.transcript()).containsExactly("nicknames []", "joined tom");
    assertThat(record.comings()).containsExactly("Joined tom");
    back.disconnect();
    world.clock.advance(GRACE);
    assertThat(record.comings()).containsExactly("Joined tom", "Left tom DISCONNECTED");
  }

  @Test
  void nobody_else_has_the_nickname_meanwhile_and_anybody_after() {
    loopback.connect().claim("tom").disconnect();
    LoopbackClient eve = loopback.connect();

    world.clock.advance(GRACE.minusNanos(1));
    eve.claim("tom").isRefused("nickname_taken");
    assertThat(record.comings()).containsExactly("Joined tom");
    world.clock.advance(Duration.ofNanos(1));

    eve.claim("tom").isAnswered("ok");
    assertThat(record.comings())
        .containsExactly("Joined tom", "Left tom DISCONNECTED", "Joined tom");
  }

  @Test
  void who_comes_back_too_late_comes_as_a_watcher() {
    LoopbackClient tom = loopback.connect().claim("tom");
    tom.disconnect();
    world.clock.advance(GRACE);

    LoopbackClient back = loopback.connect("token=" + tokenOf(tom));

    assertThat(back.session().nickname()).isEmpty();
    back.claim("tom").isAnswered("ok");
  }

  @Test
  void whoever_goes_on_purpose_gets_no_grace() {
    LoopbackClient tom = loopback.connect().claim("tom");
    tom.session().leave();
    assertThat(record.comings()).containsExactly("Joined tom", "Left tom LEFT");
    LoopbackClient ann = loopback.connect().claim("ann");
    ann.session().close();

    assertThat(record.comings().subList(2, 4))
        .containsExactly("Joined ann", "Left ann DISCONNECTED");
  }

  @Test
  void who_is_kicked_gets_no_grace() {
    loopback.connect().claim("tom");

    rooms.room("lobby").moderation().kick("tom", "");

    loopback.connect().claim("tom").isAnswered("ok");
    assertThat(record.comings()).containsExactly("Joined tom", "Left tom KICKED", "Joined tom");
  }

  @Test
  void who_is_kicked_during_it_is_gone_and_who_comes_after_stays() {
    LoopbackClient tom = loopback.connect().claim("tom");
    tom.disconnect();
    rooms.room("lobby").moderation().kick("tom", "");

    LoopbackClient back = loopback.connect("token=" + tokenOf(tom)).claim("tom").isAnswered("ok");
    world.clock.advance(GRACE);

    assertThat(back.isConnected()).isTrue();
    assertThat(record.comings()).containsExactly("Joined tom", "Left tom KICKED", "Joined tom");
  }

  @Test
  void a_flooder_gets_no_grace() {
    ChatRooms strict =
        world.immediate(
            each ->
                each.reconnectGrace(GRACE)
                    .rates(
                        RateLimits.none()
                            .closingFloodersAfter(new RateLimit(1, Duration.ofSeconds(1), 2))));
    LoopbackClient tom = LoopbackTransport.startedOn(strict).connect().claim("tom");

    tom.emit("x", null).emit("x", null).emit("x", null);

    tom.isClosed(CloseReason.FLOODING);
    assertThat(strict.room("lobby").occupants()).isEmpty();
  }

  @Test
  void who_was_too_slow_or_silent_gets_it() {
    ChatRooms closing =
        world.immediate(
            each ->
                each.reconnectGrace(GRACE).log(2, 1_000_000).slowReaders(SlowReaderPolicy.CLOSE));
    LoopbackTransport lane = LoopbackTransport.startedOn(closing);
    LoopbackClient slow = lane.connect().claim("slow").stopReading();
    LoopbackClient silent = lane.connect().claim("silent");
    silent.say("1").say("2").say("3");
    slow.readOn().isClosed(CloseReason.SLOW_CONSUMER);
    silent.session().close(CloseReason.TIMED_OUT);

    assertThat(closing.room("lobby").occupants()).hasSize(2);
    world.clock.advance(GRACE);

    assertThat(closing.room("lobby").occupants()).isEmpty();
  }

  @Test
  void it_ends_with_the_server() {
    loopback.connect().claim("tom").disconnect();

    rooms.close();

    assertThat(record.comings()).containsExactly("Joined tom", "Left tom SHUTDOWN");
    world.clock.advance(GRACE);
    assertThat(record.comings()).hasSize(2);
  }

  @Test
  void it_ends_when_the_server_drains() {
    loopback.connect().claim("tom").disconnect();

    assertThat(rooms.drain(Duration.ofSeconds(1)).toCompletableFuture()).isCompletedWithValue(true);

    assertThat(record.comings()).containsExactly("Joined tom", "Left tom SHUTDOWN");
  }

  @Test
  void there_is_none_while_the_server_drains() {
    LoopbackClient tom = loopback.connect().claim("tom").stopReading();
    rooms.drain(Duration.ofMinutes(5));

    tom.disconnect();

    assertThat(record.comings()).containsExactly("Joined tom", "Left tom SHUTDOWN");
  }

  @Test
  void who_only_watched_is_waited_for_by_nobody() {
    LoopbackClient tom = loopback.connect().claim("tom");
    int before = world.clock.scheduled();

    for (int i = 0; i < 100; i++) {
      loopback.connect().disconnect();
    }

    assertThat(world.clock.scheduled()).isEqualTo(before);
    assertThat(tom.isConnected()).isTrue();
  }

  @Test
  void who_watched_before_another_tab_claimed_does_not_end_its_grace() {
    LoopbackTransport slow = world.lane(rooms);
    String token = tokenOf(loopback.connect("room=dev").claim("x"));
    LoopbackClient watching = slow.connect("token=" + token);
    loopback.connect("token=" + token).claim("tom").disconnect();

    watching.disconnect();
    world.run();

    assertThat(record.comings()).containsExactly("Joined tom");
  }

  @Test
  void who_comes_and_goes_a_thousand_times_is_held_once() {
    LoopbackClient tom = loopback.connect().claim("tom");
    String token = tokenOf(tom);
    tom.disconnect();
    int before = world.clock.scheduled();

    for (int i = 0; i < 1_000; i++) {
      loopback.connect("token=" + token).disconnect();
    }

    assertThat(world.clock.scheduled()).isEqualTo(before);
    world.clock.advance(GRACE.minusNanos(1));
    assertThat(record.comings()).containsExactly("Joined tom");
    world.clock.advance(Duration.ofNanos(1));
    assertThat(record.comings()).containsExactly("Joined tom", "Left tom DISCONNECTED");
  }

  @Test
  void the_last_connection_that_was_lost_counts() {
    LoopbackClient tom = loopback.connect().claim("tom");
    LoopbackClient tab = loopback.connect("token=" + tokenOf(tom));
    tom.disconnect();
    world.clock.advance(Duration.ofSeconds(20));
    tab.disconnect();

    world.clock.advance(Duration.ofSeconds(29));
    assertThat(record.comings()).containsExactly("Joined tom");
    world.clock.advance(Duration.ofSeconds(1));

    assertThat(record.comings()).containsExactly("Joined tom", "Left tom DISCONNECTED");
  }

  @Test
  void a_tab_closed_on_purpose_does_not_end_the_grace_of_another() {
    LoopbackClient tom = loopback.connect().claim("tom");
    LoopbackClient tab = loopback.connect("token=" + tokenOf(tom));
    tom.disconnect();

    tab.session().close();

    assertThat(record.comings()).containsExactly("Joined tom");
    world.clock.advance(GRACE);
    assertThat(record.comings()).containsExactly("Joined tom", "Left tom DISCONNECTED");
  }

  @Test
  void who_is_held_can_be_whispered_to_by_name_and_is_in_the_list() {
    LoopbackClient ann = loopback.connect().claim("ann").isAnswered("ok");
    loopback.connect().claim("tom").disconnect();

    ann.whisper("tom", "hi").isAnswered("ok").seesNicknames("ann", "tom");
  }

  @Test
  void it_is_not_negative_and_not_longer_than_a_day() {
    assertThatThrownBy(() -> ChatRooms.builder().reconnectGrace(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ChatRooms.builder().reconnectGrace(Duration.ofDays(1).plusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class);
    ChatRooms.builder().reconnectGrace(Duration.ofDays(1));
  }
}
