package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.RoomEvent;
import dev.chatroom.policy.NicknamePolicy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class Law06NothingWaitsTest {

  private final World world = new World();

  @Test
  void law06_a_client_that_does_not_read_delays_nobody() {
    LoopbackTransport loopback = LoopbackTransport.startedOn(world.immediate(each -> each));
    LoopbackClient stalled = loopback.connect().stopReading();
    LoopbackClient ann = loopback.connect();
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");

    tom.say("one");
    tom.say("two");

    ann.sees("tom说:one", "tom说:two").seesNicknames("tom").seesNothingMore();
    assertThat(stalled.waiting()).isZero();
  }

  @Test
  void law06_a_lane_that_does_not_run_delays_no_other() {
    ChatRooms rooms = world.immediate(each -> each);
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    LoopbackTransport stuck = world.lane(rooms);
    LoopbackClient there = stuck.connect();
    LoopbackClient ann = loopback.connect();

    loopback.connect().sayAs("tom", "hi");

    ann.sees("tom说:hi").seesNicknames("tom");
    assertThat(there.received()).isEmpty();
  }

  @Test
  void law06_a_listener_that_is_never_run_delays_nobody() {
    ChatRooms rooms = world.node(each -> each);
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    EventRecord stuck = World.recordOf(rooms.room("lobby"));
    LoopbackClient ann = loopback.connect();

    loopback.connect().sayAs("tom", "hi");

    ann.sees("tom说:hi").seesNicknames("tom");
    assertThat(stuck.events).isEmpty();
    assertThat(rooms.room("lobby").occupants()).hasSize(1);
  }

  @Test
  void law06_a_listener_that_throws_sees_the_next_event_and_disturbs_nobody() {
    listenerThrows(new IllegalStateException("listener"));
  }

  @Test
  void law06_a_listener_that_throws_an_error_sees_the_next_event_and_disturbs_nobody() {
    listenerThrows(new NoClassDefFoundError("listener"));
  }

  private void listenerThrows(Throwable failure) {
    ChatRooms rooms = world.immediate(each -> each);
    ChatRoom lobby = rooms.room("lobby");
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    List<String> seen = new ArrayList<>();
    lobby.addListener(
        (room, event) -> {
          seen.add(event.getClass().getSimpleName());
          Law06NothingWaitsTest.<RuntimeException>sneak(failure);
        });
    EventRecord beside = World.recordOf(lobby);
    LoopbackClient ann = loopback.connect();
    ChatSession bot = lobby.attach();

    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
    tom.say("hi");
    bot.claim("bot");

    ann.sees("tom说:hi").seesNicknames("tom", "bot");
    assertThat(seen).containsExactly("Joined", "Posted", "Joined");
    assertThat(beside.story()).containsExactly("Joined tom", "Posted hi", "Joined bot");
    assertThat(bot.nickname()).isPresent();
  }

  // The cast is the trick: the compiler takes T for unchecked, and any Throwable goes through.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void sneak(Throwable failure) throws T {
    throw (T) failure;
  }

  @Test
  void law06_a_listener_may_answer_in_the_room() {
    ChatRooms rooms = world.immediate(each -> each);
    ChatRoom lobby = rooms.room("lobby");
    ChatSession bot = lobby.attach();
    bot.claim("bot");
    lobby.addListener(
        (room, event) -> {
          if (event instanceof RoomEvent.Joined joined) {
            bot.post("hello " + joined.occupant().nickname());
          }
        });
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);

    LoopbackClient tom = loopback.connect().claim("tom");

    tom.isAnswered("ok").sees("bot说:hello tom").seesNicknames("bot", "tom").seesNothingMore();
  }

  @Test
  void law06_a_policy_that_throws_refuses_and_disturbs_nobody() {
    policyFails(
        requested -> {
          throw new IllegalStateException("policy");
        });
  }

  @Test
  void law06_a_policy_that_throws_an_error_refuses_and_disturbs_nobody() {
    policyFails(
        requested -> {
          throw new StackOverflowError("policy");
        });
  }

  @Test
  @SuppressWarnings("NullAway") // The policy of somebody who does not check nullness.
  void law06_a_policy_that_says_nothing_refuses_and_disturbs_nobody() {
    policyFails(requested -> null);
  }

  private void policyFails(NicknamePolicy failing) {
    NicknamePolicy standard = NicknamePolicy.precis(32);
    NicknamePolicy sometimes =
        requested ->
            requested.equals("bad") ? failing.decide(requested) : standard.decide(requested);
    LoopbackTransport loopback =
        LoopbackTransport.startedOn(world.immediate(each -> each.nicknames(sometimes)));
    LoopbackClient ann = loopback.connect().claim("ann").isAnswered("ok");
    LoopbackClient tom = loopback.connect();

    tom.claim("bad").isRefused("internal_error");
    tom.emit("nickname", "bad").isRefused("internal_error");
    tom.sayAs("bad", "hi").isRefused("internal_error").seesNothingMore();
    ann.seesNicknames("ann").seesNothingMore();

    tom.claim("tom").isAnswered("ok");
    tom.say("hi");
    ann.sees("tom说:hi");
  }

  @Test
  void law06_a_stage_whose_dependent_throws_disturbs_nobody() {
    ChatRooms rooms = world.immediate(each -> each);
    ChatSession bot = rooms.room("lobby").attach();
    EventRecord record = World.recordOf(rooms.room("lobby"));

    bot.claim("bot")
        .thenAccept(
            outcome -> {
              throw new IllegalStateException("dependent");
            });
    bot.post("hi");

    assertThat(record.story()).containsExactly("Joined bot", "Posted hi");
  }
}
