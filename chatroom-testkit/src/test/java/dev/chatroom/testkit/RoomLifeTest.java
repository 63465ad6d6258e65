package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatroom.Ban;
import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.CloseReason;
import dev.chatroom.Outcome;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.Backplane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How rooms come, what they are like, and when they go. */
class RoomLifeTest {

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Duration ALMOST = TEN_MINUTES.minusNanos(1);
  private static final Duration MOMENT = Duration.ofNanos(1);

  private final World world = new World();
  private final OpenRooms open = new OpenRooms();
  private final ChatRooms rooms = world.immediate(each -> each.metrics(open));
  private final LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);

  @AfterEach
  void close() {
    world.close();
  }

  /** Counts the rooms of a node, as an operator sees them. */
  private static final class OpenRooms implements dev.chatroom.spi.ChatMetrics {

    int count;

    @Override
    public void roomOpened() {
      count++;
    }

    @Override
    public void roomClosed() {
      count--;
    }
  }

  private static Outcome now(java.util.concurrent.CompletionStage<Outcome> answer) {
    return answer.toCompletableFuture().join();
  }

  @Test
  void an_empty_room_goes_after_its_time_and_not_before() {
    LoopbackClient tom = loopback.connect("room=dev").claim("tom");
    tom.say("hi");
    assertThat(open.count).as("with the lobby").isEqualTo(2);
    tom.disconnect();

    world.clock.advance(ALMOST);
    assertThat(open.count).isEqualTo(2);
    world.clock.advance(MOMENT);

    assertThat(open.count).isEqualTo(1);
    assertThat(loopback.connect("room=dev").transcript()).containsExactly("nicknames []");
  }

  @Test
  void somebody_in_it_keeps_it_and_its_time_begins_when_the_last_has_gone() {
    LoopbackClient tom = loopback.connect("room=dev");
    LoopbackClient ann = loopback.connect("room=dev");
    tom.disconnect();
    world.clock.advance(Duration.ofDays(1));
    assertThat(open.count).isEqualTo(2);
    ann.disconnect();
    world.clock.advance(Duration.ofMinutes(9));
    loopback.connect("room=dev").disconnect();

    world.clock.advance(ALMOST);
    assertThat(open.count).isEqualTo(2);
    world.clock.advance(MOMENT);

    assertThat(open.count).isEqualTo(1);
  }

  @Test
  void coming_and_going_costs_no_more_than_one_alarm() {
    loopback.connect("room=dev").disconnect();
    int before = world.clock.scheduled();

    for (int i = 0; i < 1_000; i++) {
      loopback.connect("room=dev").disconnect();
    }

    assertThat(world.clock.scheduled()).isEqualTo(before);
    world.clock.advance(TEN_MINUTES);
    assertThat(open.count).isEqualTo(1);
    assertThat(world.clock.scheduled()).isZero();
  }

  @Test
  void a_session_without_a_client_keeps_it() {
    ChatRoom dev = loopback.connect("room=dev").session().room();
    ChatSession bot = dev.attach();
    rooms.room("lobby");

    world.clock.advance(Duration.ofDays(1));
    assertThat(open.count).isEqualTo(2);
    bot.close();
  }

  @Test
  void a_listener_keeps_it() {
    LoopbackClient tom = loopback.connect("room=dev");
    ChatRoom.Registration listening = tom.session().room().addListener((room, event) -> {});
    tom.disconnect();
    world.clock.advance(Duration.ofDays(1));
    assertThat(open.count).isEqualTo(2);

    listening.close();
    listening.close();
    world.clock.advance(TEN_MINUTES);

    assertThat(open.count).isEqualTo(1);
  }

  @Test
  void a_nickname_that_is_held_keeps_it() {
    OpenRooms kept = new OpenRooms();
    ChatRooms kind =
        world.immediate(each -> each.metrics(kept).reconnectGrace(Duration.ofMinutes(30)));
    LoopbackTransport.startedOn(kind).connect("room=dev").claim("tom").disconnect();

    world.clock.advance(Duration.ofMinutes(30).plus(ALMOST));
    assertThat(kept.count).isEqualTo(2);
    world.clock.advance(MOMENT);

    assertThat(kept.count).isEqualTo(1);
  }

  @Test
  void a_ban_keeps_it_while_it_is_in_force() {
    LoopbackClient tom = loopback.connect("room=dev");
    Ban ban =
        new Ban(
            Ban.Kind.ADDRESS,
            "203.0.113.9",
            world.clock.instant().plus(Duration.ofHours(1)),
            "spam");
    now(tom.session().room().moderation().ban(ban));
    tom.disconnect();

    world.clock.advance(Duration.ofMinutes(59));
    assertThat(open.count).isEqualTo(2);
    world.clock.advance(Duration.ofMinutes(1).plus(TEN_MINUTES));

    assertThat(open.count).isEqualTo(1);
  }

  @Test
  void one_that_the_application_asked_for_stays() {
    loopback.connect("room=dev").disconnect();
    rooms.room("dev");

    world.clock.advance(Duration.ofDays(30));

    assertThat(open.count).isEqualTo(2);
  }

  @Test
  void one_that_was_declared_stays() {
    OpenRooms kept = new OpenRooms();
    ChatRooms declared = world.immediate(each -> each.metrics(kept).declare("dev"));
    LoopbackTransport.startedOn(declared).connect("room=dev").disconnect();

    world.clock.advance(Duration.ofDays(30));

    assertThat(kept.count).isEqualTo(2);
  }

  @Test
  void one_whose_options_say_so_stays() {
    OpenRooms kept = new OpenRooms();
    ChatRooms lasting =
        world.immediate(
            each ->
                each.metrics(kept).template(name -> RoomOptions.defaults().withRetireAfter(null)));
    LoopbackTransport.startedOn(lasting).connect("room=dev").disconnect();

    world.clock.advance(Duration.ofDays(30));

    assertThat(kept.count).isEqualTo(2);
  }

  @Test
  void one_that_retires_at_once_is_gone_when_its_last_is() {
    OpenRooms kept = new OpenRooms();
    ChatRooms hasty =
        world.immediate(
            each ->
                each.metrics(kept)
                    .template(name -> RoomOptions.defaults().withRetireAfter(Duration.ZERO)));
    LoopbackTransport lane = LoopbackTransport.startedOn(hasty);
    LoopbackClient tom = lane.connect("room=dev").claim("tom").isAnswered("ok");
    world.clock.advance(Duration.ZERO);
    tom.say("hi").sees("tom说:hi").disconnect();

    world.clock.advance(Duration.ZERO);

    assertThat(kept.count).isEqualTo(1);
  }

  @Test
  void a_room_that_is_made_anew_is_another_log() {
    LoopbackClient tom = loopback.connect("room=dev").claim("tom");
    tom.say("hi");
    String since = tom.received().get(tom.received().size() - 1).field("id");
    String epoch = tom.session().room().stats().head().epoch();
    tom.disconnect();
    world.clock.advance(TEN_MINUTES);

    LoopbackClient back = loopback.connect("room=dev&since=" + since);

    back.seesReset("epoch_changed").seesHistory().seesNicknames();
    assertThat(back.session().room().stats().head().epoch()).isNotEqualTo(epoch);
  }

  @Test
  void a_handle_stays_good() {
    LoopbackClient tom = loopback.connect("room=dev").claim("tom");
    ChatRoom dev = tom.session().room();
    tom.disconnect();
    world.clock.advance(TEN_MINUTES);

    assertThat(dev.occupants()).isEmpty();
    assertThat(dev.history()).isEmpty();
    assertThat(now(dev.post("hello"))).isInstanceOf(Outcome.Accepted.class);
    LoopbackClient ann = loopback.connect("room=dev").seesHistory("system说:hello");
    now(dev.post("again"));
    ann.sees("system说:again");
  }

  @Test
  void a_room_that_was_only_looked_at_goes_again() {
    LoopbackClient tom = loopback.connect("room=dev");
    ChatRoom dev = tom.session().room();
    tom.disconnect();
    world.clock.advance(TEN_MINUTES);
    assertThat(open.count).isEqualTo(1);

    assertThat(dev.occupants()).isEmpty();
    assertThat(dev.stats().sessions()).isZero();
    world.clock.advance(TEN_MINUTES);

    assertThat(open.count).isEqualTo(1);
  }

  @Test
  void a_connection_that_is_refused_leaves_no_room_behind() {
    OpenRooms kept = new OpenRooms();
    ChatRooms locked =
        world.immediate(
            each ->
                each.metrics(kept)
                    .template(
                        name ->
                            RoomOptions.defaults().withAccess(RoomAccess.OPEN.membersOnly(true))));
    LoopbackTransport lane = LoopbackTransport.startedOn(locked);
    for (int i = 0; i < 10; i++) {
      assertThat(lane.refusedConnect("room=r" + i).code()).isEqualTo("members_only");
    }

    world.clock.advance(TEN_MINUTES);

    assertThat(kept.count).as("the lobby").isEqualTo(1);
  }

  @Test
  void connections_make_so_many_rooms_and_no_more_until_one_is_gone() {
    ChatRooms few = world.immediate(each -> each.maxRooms(2));
    LoopbackTransport lane = LoopbackTransport.startedOn(few);
    LoopbackClient one = lane.connect("room=one");
    lane.connect("room=two");

    assertThat(lane.refusedConnect("room=three").code()).isEqualTo("room_limit");
    lane.connect();
    lane.connect("room=one").disconnect();
    one.disconnect();
    world.clock.advance(TEN_MINUTES);

    lane.connect("room=three");
  }

  @Test
  void rooms_of_the_application_are_not_limited_and_limit_nobody() {
    ChatRooms few = world.immediate(each -> each.maxRooms(1).declare("a").declare("b"));
    LoopbackTransport lane = LoopbackTransport.startedOn(few);
    for (int i = 0; i < 10; i++) {
      few.room("own" + i);
    }

    lane.connect("room=one");

    assertThat(lane.refusedConnect("room=two").code()).isEqualTo("room_limit");
    few.room("one");
    lane.connect("room=two");
  }

  @Test
  void no_room_is_made_where_none_is_made_on_demand() {
    ChatRooms fixed = world.immediate(each -> each.roomsOnDemand(false).declare("dev"));
    LoopbackTransport lane = LoopbackTransport.startedOn(fixed);

    lane.connect("room=dev");
    lane.connect();
    assertThat(lane.refusedConnect("room=other").code()).isEqualTo("room_unknown");
    fixed.room("other");
    lane.connect("room=other");
  }

  @Test
  void so_many_sessions_have_a_place_and_no_more_until_one_has_gone() {
    ChatRooms small = small(2, 100);
    LoopbackTransport lane = LoopbackTransport.startedOn(small);
    LoopbackClient tom = lane.connect();
    lane.connect();
    small.room("lobby").attach();

    assertThat(lane.refusedConnect("").code()).isEqualTo("room_full");
    assertThat(lane.refusedConnect("").code()).isEqualTo("room_full");
    tom.disconnect();

    lane.connect();
    assertThat(lane.refusedConnect("").code()).isEqualTo("room_full");
  }

  @Test
  void so_many_have_a_nickname_and_the_others_watch() {
    ChatRooms small = small(100, 2);
    LoopbackTransport lane = LoopbackTransport.startedOn(small);
    LoopbackClient tom = lane.connect().claim("tom").isAnswered("ok");
    lane.connect().claim("ann").isAnswered("ok");
    LoopbackClient ben = lane.connect();

    ben.claim("ben").isRefused("room_full");
    ben.sayAs("ben", "hi").isRefused("room_full");
    tom.claim("tim").isAnswered("ok");
    tom.session().leave();

    ben.claim("ben").isAnswered("ok").seesNicknames("ann", "ben");
  }

  private ChatRooms small(int sessions, int occupants) {
    RoomOptions options =
        RoomOptions.defaults().withCapacity(new RoomOptions.Capacity(sessions, occupants));
    return world.immediate(each -> each.template(name -> options));
  }

  @Test
  void each_room_has_the_options_it_was_declared_with_and_others_the_template_s() {
    RoomOptions one = RoomOptions.defaults().withCapacity(new RoomOptions.Capacity(1, 1));
    RoomOptions two = RoomOptions.defaults().withCapacity(new RoomOptions.Capacity(2, 2));
    List<String> asked = new ArrayList<>();
    ChatRooms mixed =
        world.immediate(
            each ->
                each.template(
                        name -> {
                          asked.add(name.value());
                          return two;
                        })
                    .declare("single", one)
                    .declare("pair"));
    LoopbackTransport lane = LoopbackTransport.startedOn(mixed);

    lane.connect("room=single");
    assertThat(lane.refusedConnect("room=single").code()).isEqualTo("room_full");
    for (String name : List.of("pair", "other", "lobby")) {
      lane.connect("room=" + name);
      lane.connect("room=" + name);
      assertThat(lane.refusedConnect("room=" + name).code()).isEqualTo("room_full");
    }
    assertThat(asked).as("once for each").containsExactlyInAnyOrder("lobby", "pair", "other");
  }

  @Test
  void the_lobby_can_be_declared_with_options_of_its_own() {
    RoomOptions one = RoomOptions.defaults().withCapacity(new RoomOptions.Capacity(1, 1));
    LoopbackTransport lane =
        LoopbackTransport.startedOn(world.immediate(each -> each.declare("lobby", one)));

    lane.connect();

    assertThat(lane.refusedConnect("").code()).isEqualTo("room_full");
  }

  @Test
  void what_observes_all_rooms_sees_those_made_later_and_keeps_none() {
    EventRecord record = new EventRecord();
    List<String> where = new ArrayList<>();
    ChatRoom.Registration observing =
        rooms.addListener(
            (room, event) -> {
              where.add(room.name().value());
              record.onEvent(room, event);
            });

    loopback.connect().claim("tom");
    loopback.connect("room=dev").claim("ann").disconnect();
    world.clock.advance(TEN_MINUTES);
    assertThat(open.count).isEqualTo(1);
    loopback.connect("room=dev").claim("ben");
    assertThat(record.comings())
        .containsExactly("Joined tom", "Joined ann", "Left ann DISCONNECTED", "Joined ben");
    assertThat(where).containsExactly("lobby", "dev", "dev", "dev");
    observing.close();
    observing.close();
    loopback.connect("room=dev").claim("eve");
    loopback.connect("room=new").claim("eve");

    assertThat(record.comings()).hasSize(4);
  }

  @Test
  void the_room_speaks_in_a_name_that_nobody_can_have() {
    EventRecord record = World.recordOf(rooms.room("lobby"));
    LoopbackClient ann = loopback.connect();

    Outcome said = now(rooms.room("lobby").post("Welcome"));

    assertThat(said).isInstanceOf(Outcome.Accepted.class);
    ann.sees("system说:Welcome").seesNicknames();
    assertThat(record.all(RoomEvent.Posted.class).get(0).message().author()).isEmpty();
    for (String forged : List.of("system", "SYSTEM", " System ", "ｓｙｓｔｅｍ")) {
      ann.claim(forged).isRefused("nickname_reserved");
    }
    assertThat(ann.session().nickname()).isEmpty();
  }

  @Test
  void the_room_s_own_name_is_the_application_s_choice() {
    ChatRooms named = world.immediate(each -> each.roomNickname("管理员"));
    LoopbackClient ann = LoopbackTransport.startedOn(named).connect();

    now(named.room("lobby").post("hi"));

    ann.sees("管理员说:hi").claim("管理员").isRefused("nickname_reserved");
    ann.claim("system").isAnswered("ok");
  }

  @Test
  void what_the_room_says_has_the_limits_of_messages() {
    ChatRooms brief = world.immediate(each -> each.maxMessageBytes(3));
    ChatRoom lobby = brief.room("lobby");

    assertThat(now(lobby.post("  "))).extracting("code").isEqualTo("message_empty");
    assertThat(now(lobby.post("你好"))).extracting("code").isEqualTo("message_too_long");
    assertThat(now(lobby.post("你"))).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void closed_rooms_take_nothing_and_make_nothing() {
    ChatRoom lobby = rooms.room("lobby");
    LoopbackClient tom = loopback.connect().claim("tom");
    rooms.close();

    tom.isClosed(CloseReason.GOING_AWAY);
    assertThat(loopback.refusedConnect("").code()).isEqualTo("unavailable");
    assertThat(now(lobby.post("hi"))).extracting("code").isEqualTo("unavailable");
    assertThat(lobby.occupants()).isEmpty();
    assertThat(lobby.stats().sessions()).isZero();
    assertThatThrownBy(() -> rooms.room("new")).isInstanceOf(IllegalStateException.class);
    ChatSession late = lobby.attach();
    assertThat(now(late.claim("x"))).extracting("code").isEqualTo("session_closed");
    assertThat(open.count).isZero();
  }

  @Test
  void on_several_nodes_a_room_is_lost_when_the_last_of_them_retires_it() {
    Backplane shared = world.memory();
    ChatRooms one = world.immediate(each -> each.backplane(shared));
    ChatRooms two = world.immediate(each -> each.backplane(shared));
    LoopbackClient here = LoopbackTransport.startedOn(one).connect("room=dev").claim("tom");
    LoopbackClient there = LoopbackTransport.startedOn(two).connect("room=dev").claim("ann");
    String epoch = here.session().room().stats().head().epoch();
    here.say("hi").disconnect();
    world.clock.advance(TEN_MINUTES);

    LoopbackClient back = LoopbackTransport.startedOn(one).connect("room=dev");
    back.seesHistory("tom说:hi").seesNicknames("ann");
    assertThat(back.session().room().stats().head().epoch()).isEqualTo(epoch);
    back.disconnect();
    there.disconnect();
    world.clock.advance(TEN_MINUTES);

    LoopbackClient anew = LoopbackTransport.startedOn(two).connect("room=dev");
    assertThat(anew.session().room().stats().head().epoch()).isNotEqualTo(epoch);
    shared.close();
  }

  static LongStream seeds() {
    return LongStream.range(0, 30);
  }

  /** Whoever comes as the last one goes is in a room that is there, with all who are in it. */
  @ParameterizedTest
  @MethodSource("seeds")
  void whoever_comes_while_rooms_go_is_with_the_others(long seed) {
    World stormy = new World(seed);
    RoomOptions brief = RoomOptions.defaults().withRetireAfter(Duration.ofSeconds(3));
    ChatRooms node = stormy.node(each -> each.template(name -> brief));
    LoopbackTransport one = stormy.lane(node);
    LoopbackTransport two = stormy.lane(node);
    List<LoopbackClient> here = new ArrayList<>();
    for (int step = 0; step < 300; step++) {
      switch (stormy.random.nextInt(5)) {
        case 0 -> here.add((stormy.random.nextBoolean() ? one : two).connect("room=dev"));
        case 1, 2 -> {
          if (!here.isEmpty()) {
            here.remove(stormy.random.nextInt(here.size())).disconnect();
          }
        }
        case 3 -> stormy.clock.advance(Duration.ofSeconds(stormy.random.nextInt(4)));
        default -> stormy.runSomething();
      }
    }
    here.add(one.connect("room=dev"));
    stormy.run();
    here.get(0).emitWithAck("message", java.util.Map.of("nickname", "n", "msg", "all here?"));
    stormy.run();

    for (LoopbackClient each : here) {
      assertThat(each.isConnected()).isTrue();
      assertThat(each.transcript()).contains("message n说:all here?");
      assertThat(each.session().room().stats().sessions()).isEqualTo(here.size());
    }
    stormy.close();
  }
}
