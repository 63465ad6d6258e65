package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.CloseReason;
import dev.chatroom.Identity;
import dev.chatroom.RoomEvent;
import dev.chatroom.policy.SlowReaderPolicy;
import dev.chatroom.spi.Backplane;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Law04JoinedHasOneLeftTest {

  private final World world = new World();
  private final ChatRooms rooms = world.immediate(each -> each);
  private final LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
  private final EventRecord record = World.recordOf(rooms.room("lobby"));

  @Test
  void law04_who_leaves_has_left_once() {
    LoopbackClient tom = loopback.connect().claim("tom");

    tom.session().leave();
    tom.session().leave();
    tom.disconnect();

    assertThat(record.story()).containsExactly("Joined tom", "Left tom LEFT");
  }

  @Test
  void law04_a_dead_connection_has_left_once() {
    LoopbackClient tom = loopback.connect().claim("tom");

    tom.disconnect();
    tom.disconnect();
    tom.session().close();

    assertThat(record.story()).containsExactly("Joined tom", "Left tom DISCONNECTED");
  }

  @Test
  void law04_a_dead_connection_that_does_not_read_has_left() {
    LoopbackClient tom = loopback.connect().claim("tom").stopReading();

    tom.disconnect();

    assertThat(record.story()).containsExactly("Joined tom", "Left tom DISCONNECTED");
  }

  @Test
  void law04_who_is_closed_has_left_once() {
    LoopbackClient tom = loopback.connect().claim("tom");

    tom.session().close();
    tom.session().close(CloseReason.GOING_AWAY);

    tom.isClosed(CloseReason.ENDED);
    assertThat(record.story()).containsExactly("Joined tom", "Left tom DISCONNECTED");
  }

  @Test
  void law04_who_never_had_a_nickname_leaves_without_a_trace() {
    LoopbackClient tom = loopback.connect();
    tom.claim("  ").isRefused("nickname_blank");

    tom.disconnect();

    assertThat(record.events).isEmpty();
  }

  @Test
  void law04_all_have_left_when_the_rooms_are_closed() {
    loopback.connect().claim("tom");
    loopback.connect().claim("ann").stopReading();
    rooms.room("lobby").attach().claim("bot");

    rooms.close();
    rooms.close();

    assertThat(record.story())
        .startsWith("Joined tom", "Joined ann", "Joined bot")
        .containsOnlyOnce("Left tom SHUTDOWN", "Left ann SHUTDOWN", "Left bot SHUTDOWN")
        .hasSize(6);
  }

  @Test
  void law04_all_have_left_when_the_transport_is_stopped() {
    LoopbackClient tom = loopback.connect().claim("tom");
    loopback.connect().claim("ann").stopReading();

    loopback.close();

    tom.isClosed(CloseReason.GOING_AWAY);
    assertThat(record.all(RoomEvent.Left.class)).hasSize(2);
  }

  @Test
  void law04_a_slow_client_that_is_closed_has_left() {
    ChatRooms strict =
        world.immediate(each -> each.log(4, 1_000_000).slowReaders(SlowReaderPolicy.CLOSE));
    EventRecord truth = World.recordOf(strict.room("lobby"));
    LoopbackTransport lane = LoopbackTransport.startedOn(strict);
    LoopbackClient slow = lane.connect().claim("slow").stopReading();
    LoopbackClient tom = lane.connect().claim("tom");
    for (int i = 0; i < 5; i++) {
      tom.say("m" + i);
    }

    slow.readOn();

    assertThat(truth.story()).containsOnlyOnce("Joined slow", "Left slow DISCONNECTED");
  }

  @Test
  void law04_a_claim_that_was_under_way_when_the_connection_died_is_undone() {
    RemoteBackplane remote = world.remote();
    ChatRooms far = world.node(each -> each.backplane(remote));
    EventRecord truth = World.recordOf(far.room("lobby"));
    LoopbackTransport lane = LoopbackTransport.startedOn(far);
    LoopbackClient tom = lane.connect().claim("tom");

    tom.disconnect();
    assertThat(remote.requests.pending()).as("the leave waits for the claim").isEqualTo(1);
    world.run();

    assertThat(truth.story()).containsExactly("Joined tom", "Left tom DISCONNECTED");
    assertThat(far.room("lobby").occupants()).isEmpty();
  }

  @Test
  void law04_a_claim_that_was_under_way_when_the_session_was_closed_is_undone() {
    RemoteBackplane remote = world.remote();
    ChatRooms far = world.node(each -> each.backplane(remote));
    EventRecord truth = World.recordOf(far.room("lobby"));
    ChatSession bot = far.room("lobby").attach();
    bot.claim("bot");
    remote.requests.runAll();

    bot.close();
    world.run();

    assertThat(truth.story()).containsExactly("Joined bot", "Left bot DISCONNECTED");
  }

  @Test
  void law04_a_claim_that_was_under_way_when_its_executor_was_shut_down_is_undone() {
    RemoteBackplane remote = world.remote();
    ChatRooms far = world.node(each -> each.backplane(remote));
    EventRecord truth = World.recordOf(far.room("lobby"));
    StoppableExecutor eventLoop = new StoppableExecutor();
    LoopbackClient tom = LoopbackTransport.startedOn(far, eventLoop).connect().claim("tom");

    tom.disconnect();
    eventLoop.stop();
    world.run();

    assertThat(truth.story()).containsExactly("Joined tom", "Left tom DISCONNECTED");
  }

  @Test
  void law04_claims_under_way_when_the_rooms_are_closed_are_undone_for_the_other_nodes() {
    RemoteBackplane remote = world.remote();
    ChatRooms far = world.node(each -> each.backplane(remote));
    ChatRooms other = world.node(each -> each.backplane(remote));
    EventRecord truth = World.recordOf(other.room("lobby"));
    far.room("lobby").attach().claim("bot");

    far.close();
    world.run();

    assertThat(truth.story()).containsExactly("Joined bot", "Left bot SHUTDOWN");
  }

  @Test
  void law04_a_backplane_that_was_gone_when_somebody_left_is_told_later() {
    RemoteBackplane remote = world.remote();
    ChatRooms far = world.node(each -> each.backplane(remote));
    EventRecord truth = World.recordOf(far.room("lobby"));
    LoopbackClient tom = world.lane(far).connect();
    world.run();
    tom.claim("tom");
    world.run();

    remote.goDown();
    tom.disconnect();
    world.run();
    world.clock.advance(Duration.ofSeconds(5));
    world.run();
    assertThat(truth.story()).containsExactly("Joined tom");
    remote.comeBack();
    world.clock.advance(Duration.ofSeconds(1));
    world.run();

    assertThat(truth.story()).containsExactly("Joined tom", "Left tom DISCONNECTED");
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void law04_in_a_storm_too(long seed) {
    World storming = new World(seed);
    Backplane shared = storming.remote();
    ChatRooms scribes = storming.node(each -> each.backplane(shared));
    EventRecord truth = World.recordOf(scribes.room("lobby"));
    ChatRooms here = storming.node(each -> each.backplane(shared));
    new Storm(storming, List.of(here), 3).blow(150);

    here.close();
    storming.run();

    List<String> joined =
        truth.all(RoomEvent.Joined.class).stream().map(each -> each.occupant().id()).toList();
    List<String> left =
        truth.all(RoomEvent.Left.class).stream().map(each -> each.occupant().id()).toList();
    assertThat(joined).isNotEmpty().doesNotHaveDuplicates();
    assertThat(left).containsExactlyInAnyOrderElementsOf(joined);
    assertThat(scribes.room("lobby").occupants()).isEmpty();
    storming.close();
  }

  @Test
  void law04_a_nickname_is_held_also_where_the_node_was_not_told_yet_that_it_was_claimed() {
    World far = new World();
    RemoteBackplane remote = far.remote();
    ChatRooms rooms =
        far.node(each -> each.backplane(remote).reconnectGrace(Duration.ofSeconds(3)));
    ChatSession session = rooms.room("lobby").attach(new Identity("tom"));
    session.claim("tom");
    remote.requests.runAll();
    remote.replies.runAll();

    session.close(CloseReason.TIMED_OUT);
    far.run();

    assertThat(rooms.room("lobby").occupants()).hasSize(1);
    far.clock.advance(Duration.ofSeconds(3));
    far.run();
    assertThat(rooms.room("lobby").occupants()).isEmpty();
  }
}
