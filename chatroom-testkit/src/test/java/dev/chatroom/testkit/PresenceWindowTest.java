package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.Occupant;
import dev.chatroom.policy.PresencePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists come once in a window that is as wide as they are long, and the last one always comes. */
class PresenceWindowTest {

  /** 100 ms for each name, ten seconds at most, and lists of at most five names. */
  private static final PresencePolicy POLICY =
      new PresencePolicy(Duration.ofMillis(100), Duration.ofSeconds(10), 5);

  private final World world = new World();
  private final ChatRooms rooms = world.immediate(each -> each.presence(POLICY));
  private final LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);

  @AfterEach
  void close() {
    world.close();
  }

  private static List<String> lists(LoopbackClient client) {
    return client.transcript().stream()
        .filter(each -> each.startsWith("nicknames") || each.startsWith("occupants"))
        .toList();
  }

  private static String lastList(LoopbackClient client) {
    List<String> lists = lists(client);
    return lists.get(lists.size() - 1);
  }

  @Test
  void the_first_change_is_told_at_once_and_what_follows_when_the_window_ends() {
    LoopbackClient ann = loopback.connect();
    LoopbackClient tom = loopback.connect().claim("tom");
    assertThat(lists(ann)).containsExactly("nicknames []", "nicknames [tom]");

    tom.claim("tim").claim("tam");
    assertThat(lists(ann)).hasSize(2);
    world.clock.advance(Duration.ofMillis(100).minusNanos(1));
    assertThat(lists(ann)).hasSize(2);
    world.clock.advance(Duration.ofNanos(1));

    assertThat(lists(ann)).containsExactly("nicknames []", "nicknames [tom]", "nicknames [tam]");
  }

  @Test
  void a_change_after_a_quiet_window_is_told_at_once() {
    LoopbackClient ann = loopback.connect();
    LoopbackClient tom = loopback.connect().claim("tom");
    world.clock.advance(Duration.ofMillis(100));

    tom.claim("tim");

    assertThat(lastList(ann)).isEqualTo("nicknames [tim]");
  }

  @Test
  void there_is_at_most_one_list_in_a_window_which_widens_with_the_list() {
    LoopbackClient ann = loopback.connect();
    List<LoopbackClient> crowd = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      crowd.add(loopback.connect().claim("n" + i));
    }
    world.clock.advance(Duration.ofSeconds(10));
    int before = lists(ann).size();
    for (int tenth = 0; tenth < 400; tenth++) {
      crowd.get(tenth % 4).claim("n" + tenth);
      world.clock.advance(Duration.ofMillis(10));
    }

    assertThat(lists(ann).size() - before)
        .as("4 s of changes, and a window of 400 ms")
        .isBetween(9, 11);
    world.clock.advance(Duration.ofMillis(400));
    assertThat(lastList(ann)).isEqualTo("nicknames [n396, n397, n398, n399]");
  }

  @Test
  void who_comes_within_the_window_gets_the_list_of_now_at_once() {
    LoopbackClient ann = loopback.connect();
    loopback.connect().claim("tom").claim("tim");

    LoopbackClient late = loopback.connect();
    LoopbackClient delta = loopback.connect("presence=delta");

    assertThat(lists(late)).containsExactly("nicknames [tim]");
    assertThat(lists(delta)).containsExactly("nicknames [tim]");
    assertThat(lastList(ann)).isEqualTo("nicknames [tom]");
    world.clock.advance(Duration.ofMillis(100));
    assertThat(lastList(ann)).isEqualTo("nicknames [tim]");
    assertThat(lists(late)).as("which it had").containsExactly("nicknames [tim]");
  }

  @Test
  void a_claim_is_answered_before_the_list_that_has_its_nickname_however_late_that_is() {
    loopback.connect().claim("ann");
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
    assertThat(lists(tom)).containsExactly("nicknames [ann]");

    world.clock.advance(Duration.ofMillis(100));

    assertThat(tom.transcript())
        .containsExactly("nicknames [ann]", "ack ok", "nicknames [ann, tom]");
  }

  @Test
  void messages_do_not_wait_for_a_window() {
    LoopbackClient ann = loopback.connect();
    LoopbackClient tom = loopback.connect().claim("tom");
    tom.claim("tim").say("hi");

    ann.sees("tim说:hi");
    assertThat(lastList(ann)).isEqualTo("nicknames [tom]");
  }

  @Test
  void when_nothing_changes_nothing_comes_and_nothing_waits() {
    LoopbackClient ann = loopback.connect();
    loopback.connect().claim("tom").say("hi");
    int before = lists(ann).size();

    world.clock.advance(Duration.ofDays(1));

    assertThat(lists(ann)).hasSize(before);
    assertThat(world.clock.scheduled()).isZero();
  }

  @Test
  void a_room_with_too_many_for_a_list_sends_their_number_and_lists_again_when_they_are_fewer() {
    LoopbackClient ann = loopback.connect();
    List<LoopbackClient> crowd = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      crowd.add(loopback.connect().claim("n" + i));
      world.clock.advance(Duration.ofSeconds(10));
    }
    assertThat(lists(ann)).endsWith("nicknames [n0, n1, n2, n3, n4]", "occupants 6", "occupants 7");
    assertThat(lists(loopback.connect())).containsExactly("occupants 7");

    crowd.get(0).disconnect();
    crowd.get(1).disconnect();
    world.clock.advance(Duration.ofSeconds(10));

    assertThat(lastList(ann)).isEqualTo("nicknames [n2, n3, n4, n5, n6]");
  }

  @Test
  void whoever_asked_for_changes_gets_its_list_when_there_is_one() {
    List<LoopbackClient> crowd = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      crowd.add(loopback.connect().claim("n" + i));
    }
    LoopbackClient delta = loopback.connect("presence=delta");
    assertThat(delta.transcript()).containsExactly("occupants 6");

    crowd.get(0).disconnect();
    crowd.get(1).disconnect();
    crowd.get(2).claim("x");

    assertThat(delta.transcript())
        .containsExactly(
            "occupants 6",
            "left n0",
            "nicknames [n1, n2, n3, n4, n5]",
            "left n1",
            "renamed n2 to x");
  }

  @Test
  void no_list_at_all_is_a_choice() {
    ChatRooms silent =
        world.immediate(each -> each.presence(new PresencePolicy(Duration.ZERO, Duration.ZERO, 0)));
    LoopbackTransport lane = LoopbackTransport.startedOn(silent);
    LoopbackClient ann = lane.connect();
    lane.connect().claim("tom");

    assertThat(lists(ann)).containsExactly("nicknames []", "occupants 1");
  }

  @Test
  void a_resumed_client_has_the_changes_it_missed_and_then_the_list() {
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
    LoopbackClient delta = loopback.connect("presence=delta");
    tom.say("hi");
    String since = delta.received().get(delta.received().size() - 1).field("id");
    delta.disconnect();
    tom.claim("tim");
    loopback.connect().claim("ann");

    LoopbackClient back = loopback.connect("presence=delta&since=" + since);

    assertThat(back.transcript())
        .containsExactly("renamed tom to tim", "joined ann", "nicknames [tim, ann]");
  }

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  /** Whatever happened, in the end all know who is here, each by what it was told. */
  @ParameterizedTest
  @MethodSource("seeds")
  void in_the_end_all_know_who_is_here(long seed) {
    World stormy = new World(seed);
    Random random = stormy.random;
    ChatRooms node =
        stormy.node(each -> each.presence(POLICY).log(20, 1_000_000).historyMessages(3));
    List<LoopbackTransport> lanes = List.of(stormy.lane(node), stormy.lane(node));
    List<LoopbackClient> clients = new ArrayList<>();
    for (int step = 0; step < 300; step++) {
      if (clients.size() < 4 || random.nextInt(8) == 0) {
        String how = random.nextBoolean() ? "presence=delta" : "";
        clients.add(lanes.get(random.nextInt(2)).connect(how + since(clients, random)));
        stormy.run();
        continue;
      }
      LoopbackClient client = clients.get(random.nextInt(clients.size()));
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> client.claim("n" + random.nextInt(9));
        case 3 -> client.stopReading();
        case 4 -> client.readOn();
        case 5 -> {
          client.disconnect();
          clients.remove(client);
        }
        case 6 -> client.say("m" + step);
        default -> stormy.clock.advance(Duration.ofMillis(random.nextInt(600)));
      }
      if (random.nextBoolean()) {
        stormy.runSomething();
      }
    }
    clients.forEach(LoopbackClient::readOn);
    stormy.run();
    stormy.clock.advance(Duration.ofSeconds(10));
    stormy.run();

    List<Occupant> here = node.room("lobby").occupants();
    List<String> truth = here.stream().map(each -> each.nickname().text()).toList();
    clients.forEach(each -> knows(each, truth));
    stormy.close();
  }

  private static String since(List<LoopbackClient> clients, Random random) {
    List<String> ids =
        clients.stream()
            .flatMap(each -> each.received().stream())
            .filter(each -> each.event().equals("message"))
            .map(each -> each.field("id"))
            .toList();
    return ids.isEmpty() || random.nextBoolean()
        ? ""
        : "&since=" + ids.get(random.nextInt(ids.size()));
  }

  /** Folds what a client was told; where that was a number only, the number is right. */
  private static void knows(LoopbackClient client, List<String> truth) {
    List<Object> present = new ArrayList<>();
    boolean listed = false;
    int count = 0;
    for (Received each : client.received()) {
      switch (each.event()) {
        case "nicknames" -> {
          present = new ArrayList<>((List<?>) each.data());
          listed = true;
        }
        case "occupants" -> {
          count = Integer.parseInt(each.field("count"));
          listed = false;
        }
        case "joined" -> {
          present.add(each.field("nickname"));
          count++;
        }
        case "left" -> {
          present.remove(each.field("nickname"));
          count--;
        }
        case "renamed" -> {
          int place = present.indexOf(each.field("previous"));
          if (place >= 0) {
            present.set(place, each.field("nickname"));
          }
        }
        default -> {
          // Says nothing about who is here.
        }
      }
    }
    if (listed) {
      assertThat(present).as("%s", client).isEqualTo(truth);
    } else {
      assertThat(count).as("%s", client).isEqualTo(truth.size());
    }
  }
}
