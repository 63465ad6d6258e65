package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.CloseReason;
import dev.chatroom.Identity;
import dev.chatroom.Nickname;
import dev.chatroom.RoomEvent;
import dev.chatroom.policy.Authenticator;
import dev.chatroom.spi.Backplane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One person with many tabs is one occupant: the first in joins, the last out leaves. */
class IdentityTest {

  private final World world = new World();
  private final ChatRooms rooms = world.immediate(each -> each.authenticator(byUser()));
  private final LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
  private final EventRecord record = World.recordOf(rooms.room("lobby"));

  @AfterEach
  void close() {
    world.close();
  }

  /** Believes what the client says, and nobody who says nothing. */
  private static Authenticator byUser() {
    return handshake ->
        CompletableFuture.completedFuture(
            handshake
                .parameter("user")
                .<Authenticator.Decision>map(
                    user -> new Authenticator.Decision.Accept(new Identity(user)))
                .orElse(Authenticator.Decision.Anonymous.INSTANCE));
  }

  private static String nickname(LoopbackClient client) {
    return client.session().nickname().map(Nickname::text).orElse("");
  }

  @Test
  void the_first_in_joins_and_the_last_out_leaves() {
    LoopbackClient one = loopback.connect("user=tom").claim("tom");
    LoopbackClient two = loopback.connect("user=tom");
    LoopbackClient three = loopback.connect("user=tom").claim("tom").isAnswered("ok");

    one.disconnect();
    three.disconnect();
    assertThat(record.comings()).containsExactly("Joined tom");
    two.say("still here");
    two.disconnect();

    assertThat(record.comings()).containsExactly("Joined tom", "Left tom DISCONNECTED");
    assertThat(record.lines()).containsExactly("tom说:still here");
  }

  @Test
  void a_tab_that_is_opened_later_has_the_nickname_and_is_told() {
    LoopbackClient ann = loopback.connect();
    loopback.connect("user=tom").claim("tom");

    LoopbackClient later = loopback.connect("user=tom");

    later.seesEvents("self tom participant");
    assertThat(nickname(later)).isEqualTo("tom");
    later.say("hi").sees("tom说:hi");
    assertThat(ann.transcript())
        .containsExactly("nicknames []", "nicknames [tom]", "message tom说:hi");
  }

  @Test
  void a_tab_that_is_opened_later_is_told_also_where_its_executor_takes_its_time() {
    LoopbackTransport slow = world.lane(rooms);
    loopback.connect("user=tom").claim("tom");

    LoopbackClient list = slow.connect("user=tom");
    LoopbackClient delta = slow.connect("user=tom&presence=delta");
    world.run();

    list.seesEvents("self tom participant");
    delta.seesEvents("self tom participant");
  }

  @Test
  void a_tab_that_watched_has_the_nickname_that_another_claims() {
    LoopbackClient watching = loopback.connect("user=tom");
    LoopbackClient claiming = loopback.connect("user=tom").claim("tom");

    watching.seesEvents("self tom participant");
    claiming.disconnect();

    assertThat(nickname(watching)).isEqualTo("tom");
    assertThat(record.comings()).containsExactly("Joined tom");
  }

  @Test
  void a_tab_whose_executor_takes_its_time_has_the_nickname_that_another_claims() {
    LoopbackTransport slow = world.lane(rooms);
    LoopbackClient list = slow.connect("user=tom");
    LoopbackClient delta = slow.connect("user=tom&presence=delta");
    LoopbackClient claiming = loopback.connect("user=tom").claim("tom");

    world.run();
    claiming.disconnect();
    world.run();
    list.disconnect();
    world.run();

    delta.seesEvents("self tom participant");
    assertThat(nickname(delta)).isEqualTo("tom");
    assertThat(record.comings()).as("the last is still here").containsExactly("Joined tom");
  }

  @Test
  void a_tab_that_missed_the_claim_because_it_was_slow_has_the_nickname_too() {
    ChatRooms small =
        world.immediate(each -> each.authenticator(byUser()).log(4, 1_000_000).historyMessages(2));
    LoopbackTransport lane = LoopbackTransport.startedOn(small);
    EventRecord truth = World.recordOf(small.room("lobby"));
    LoopbackClient slow = lane.connect("user=tom").stopReading();
    LoopbackClient claiming = lane.connect("user=tom").claim("tom");
    for (int i = 0; i < 10; i++) {
      claiming.say("m" + i);
    }

    slow.readOn().seesReset("lagged").seesEvents("self tom participant");
    claiming.disconnect();
    assertThat(truth.comings()).containsExactly("Joined tom");
    slow.disconnect();

    assertThat(truth.comings()).containsExactly("Joined tom", "Left tom DISCONNECTED");
  }

  @Test
  void a_tab_that_missed_that_another_left_because_it_was_slow_is_told() {
    ChatRooms small =
        world.immediate(each -> each.authenticator(byUser()).log(4, 1_000_000).historyMessages(2));
    LoopbackTransport lane = LoopbackTransport.startedOn(small);
    LoopbackClient slow = lane.connect("user=tom");
    LoopbackClient other = lane.connect("user=tom").claim("tom");
    slow.seesEvents("self tom participant").stopReading();
    LoopbackClient ann = lane.connect().claim("ann");
    other.emitWithAck("leave", null).isAnswered("ok");
    for (int i = 0; i < 10; i++) {
      ann.say("m" + i);
    }

    slow.readOn().seesReset("lagged").seesEvents("self  ");

    assertThat(nickname(slow)).isEmpty();
  }

  @Test
  void a_rename_is_seen_by_all_tabs_and_is_one_event() {
    LoopbackClient one = loopback.connect("user=tom").claim("tom");
    LoopbackClient two = loopback.connect("user=tom");
    two.seesEvents("self tom participant");

    one.claim("bob").isAnswered("ok").isAnswered("ok");

    two.seesEvents("self bob participant");
    two.say("hi");
    one.sees("bob说:hi");
    assertThat(one.transcript()).as("it asked, and is answered").noneMatch(each -> isSelf(each));
    assertThat(record.comings()).containsExactly("Joined tom", "Renamed tom to bob");
  }

  private static boolean isSelf(String received) {
    return received.startsWith("self");
  }

  @Test
  void to_leave_is_for_all_tabs() {
    LoopbackClient one = loopback.connect("user=tom").claim("tom");
    LoopbackClient two = loopback.connect("user=tom");
    two.seesEvents("self tom participant");

    one.emitWithAck("leave", null).isAnswered("ok").isAnswered("ok");
    two.seesEvents("self  ");
    loopback.connect("user=other").claim("tom").isAnswered("ok");
    two.emitWithAck("message", java.util.Map.of("msg", "hi")).isRefused("nickname_required");
    one.disconnect();
    two.disconnect();

    assertThat(record.comings()).containsExactly("Joined tom", "Left tom LEFT", "Joined tom");
  }

  @Test
  void who_left_may_come_back_from_any_tab_and_all_have_it_again() {
    LoopbackClient one = loopback.connect("user=tom").claim("tom");
    LoopbackClient two = loopback.connect("user=tom");
    one.session().leave();

    two.claim("bob").isAnswered("ok");
    one.seesEvents("self bob participant");
    two.disconnect();

    assertThat(nickname(one)).isEqualTo("bob");
    assertThat(record.comings()).containsExactly("Joined tom", "Left tom LEFT", "Joined bob");
  }

  @Test
  void a_kick_ends_all_tabs() {
    LoopbackClient one = loopback.connect("user=tom").claim("tom");
    LoopbackClient two = loopback.connect("user=tom");

    rooms.room("lobby").moderation().kick("tom", "");

    one.isClosed(CloseReason.KICKED);
    two.isClosed(CloseReason.KICKED);
    assertThat(record.comings()).containsExactly("Joined tom", "Left tom KICKED");
  }

  @Test
  void who_was_kicked_and_comes_back_is_not_kicked_by_what_it_missed() {
    LoopbackClient ann = loopback.connect("user=ann").claim("ann");
    LoopbackClient tom = loopback.connect("user=tom").claim("tom");
    tom.say("rude");
    String last = tom.received().get(tom.received().size() - 1).field("id");
    rooms.room("lobby").moderation().kick("tom", "");
    ann.say("peace");

    LoopbackClient back = loopback.connect("user=tom&since=" + last);

    back.sees("ann说:peace");
    assertThat(back.isConnected()).isTrue();
    back.claim("tom").isAnswered("ok");
  }

  @Test
  void what_one_was_in_the_past_is_not_what_one_is() {
    loopback.connect().claim("eve").say("hi");
    LoopbackClient tom = loopback.connect("user=tom");
    String start = rooms.room("lobby").stats().head().toString();
    tom.claim("tom").claim("bob");
    tom.session().leave();
    tom.disconnect();

    LoopbackClient back = loopback.connect("user=tom&since=" + start);

    assertThat(nickname(back)).isEmpty();
    assertThat(back.transcript()).containsExactly("nicknames [eve]");
  }

  @Test
  void tabs_in_another_room_are_another_matter() {
    LoopbackClient here = loopback.connect("user=tom").claim("tom");
    LoopbackClient there = loopback.connect("user=tom&room=dev");
    assertThat(nickname(there)).isEmpty();

    there.claim("thomas").isAnswered("ok");

    assertThat(nickname(here)).isEqualTo("tom");
  }

  @Test
  void a_session_without_a_client_is_one_of_the_tabs() {
    LoopbackClient tom = loopback.connect("user=tom").claim("tom");
    ChatSession bot = rooms.room("lobby").attach(new Identity("tom"));

    tom.disconnect();
    assertThat(bot.nickname().map(Nickname::text)).contains("tom");
    bot.close();

    assertThat(record.comings()).containsExactly("Joined tom", "Left tom DISCONNECTED");
  }

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatever_tabs_do_on_several_nodes_each_joined_has_one_left(long seed) {
    World stormy = new World(seed);
    Duration grace = Duration.ofSeconds(seed % 2 * 5);
    Backplane shared = stormy.memory();
    List<ChatRooms> nodes = new ArrayList<>();
    List<LoopbackTransport> lanes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ChatRooms node =
          stormy.node(each -> each.backplane(shared).authenticator(byUser()).reconnectGrace(grace));
      nodes.add(node);
      lanes.add(stormy.lane(node));
    }
    EventRecord truth = World.recordOf(nodes.get(0).room("lobby"));
    List<LoopbackClient> tabs = new ArrayList<>();
    for (int step = 0; step < 200; step++) {
      step(stormy, lanes, tabs);
    }
    stormy.run();
    tabs.removeIf(each -> !each.isConnected());
    everyTabHasItsNickname(nodes.get(0), tabs);

    tabs.forEach(LoopbackClient::disconnect);
    stormy.run();
    stormy.clock.advance(grace);
    stormy.run();

    assertThat(nodes.get(0).room("lobby").occupants()).isEmpty();
    Set<String> here = new HashSet<>();
    for (RoomEvent event : truth.events) {
      if (event instanceof RoomEvent.Joined joined) {
        assertThat(here.add(joined.occupant().id())).as("joins once: %s", event).isTrue();
      } else if (event instanceof RoomEvent.Left left) {
        assertThat(here.remove(left.occupant().id())).as("leaves once: %s", event).isTrue();
      }
    }
    assertThat(here).isEmpty();
    stormy.close();
    shared.close();
  }

  private static void step(World world, List<LoopbackTransport> lanes, List<LoopbackClient> tabs) {
    tabs.removeIf(each -> !each.isConnected());
    if (tabs.size() < 4 || world.random.nextInt(6) == 0) {
      String delta = world.random.nextBoolean() ? "&presence=delta" : "";
      LoopbackTransport lane = lanes.get(world.random.nextInt(lanes.size()));
      tabs.add(lane.connect("user=u" + world.random.nextInt(3) + delta));
    } else {
      LoopbackClient tab = tabs.get(world.random.nextInt(tabs.size()));
      switch (world.random.nextInt(8)) {
        case 0, 1, 2 -> tab.claim("n" + world.random.nextInt(4));
        case 3 -> tab.emit("leave", null);
        case 4 -> tab.disconnect();
        case 5 -> tab.session().close();
        case 6 -> world.clock.advance(Duration.ofSeconds(world.random.nextInt(3)));
        default -> tab.say("hi");
      }
    }
    int turns = world.random.nextInt(4);
    for (int turn = 0; turn < turns; turn++) {
      world.runSomething();
    }
  }

  private static void everyTabHasItsNickname(ChatRooms node, List<LoopbackClient> tabs) {
    for (LoopbackClient tab : tabs) {
      String truth =
          node.room("lobby").occupants().stream()
              .filter(each -> each.id().equals(tab.session().identity().id()))
              .map(each -> each.nickname().text())
              .findFirst()
              .orElse("");
      assertThat(nickname(tab)).as("%s", tab).isEqualTo(truth);
    }
  }
}
