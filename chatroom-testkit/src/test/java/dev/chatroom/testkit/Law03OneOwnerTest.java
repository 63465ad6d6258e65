package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.Backplane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Law03OneOwnerTest {

  private final World world = new World();

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void law03_one_of_all_who_race_for_a_nickname_wins(long seed) {
    try (World racing = new World(seed)) {
      Backplane shared = racing.remote();
      ChatRooms here = racing.node(each -> each.backplane(shared));
      ChatRooms there = racing.node(each -> each.backplane(shared));
      List<LoopbackTransport> lanes =
          List.of(racing.lane(here), racing.lane(here), racing.lane(there));
      List<LoopbackClient> racers = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        racers.add(lanes.get(i % 3).connect());
      }

      for (LoopbackClient racer : racers) {
        racer.claim(racing.random.nextBoolean() ? "Tom" : "tom");
        racing.runSomething();
      }
      racing.run();

      List<String> answers = racers.stream().map(Law03OneOwnerTest::answer).toList();
      assertThat(answers).containsOnlyOnce("ack ok").containsOnly("ack ok", "ack nickname_taken");
      assertThat(here.room("lobby").occupants()).hasSize(1);
    }
  }

  private static String answer(LoopbackClient client) {
    List<String> answers =
        client.transcript().stream().filter(each -> each.startsWith("ack")).toList();
    assertThat(answers).hasSize(1);
    return answers.get(0);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void law03_at_every_position_a_key_has_one_occupant(long seed) {
    try (World racing = new World(seed)) {
      Backplane shared = racing.remote();
      ChatRooms here = racing.node(each -> each.backplane(shared));
      ChatRooms there = racing.node(each -> each.backplane(shared));
      EventRecord truth = World.recordOf(here.room("lobby"));

      new Storm(racing, List.of(here, there), 2).blow(200);

      Map<String, String> owners = new HashMap<>();
      for (RoomEvent event : truth.events) {
        if (event instanceof RoomEvent.Joined joined) {
          String id = joined.occupant().id();
          assertThat(owners.put(joined.occupant().nickname().key(), id)).isNull();
        } else if (event instanceof RoomEvent.Left left) {
          String id = left.occupant().id();
          assertThat(owners.remove(left.occupant().nickname().key())).isEqualTo(id);
        } else if (event instanceof RoomEvent.Renamed renamed) {
          String id = renamed.occupant().id();
          assertThat(owners.remove(renamed.previous().key())).isEqualTo(id);
          assertThat(owners.put(renamed.occupant().nickname().key(), id)).isNull();
        }
      }
      assertThat(owners).hasSameSizeAs(here.room("lobby").occupants());
    }
  }

  @Test
  void law03_two_who_rename_to_one_name_do_not_both_get_it() {
    LoopbackTransport loopback = LoopbackTransport.startedOn(world.immediate(each -> each));
    LoopbackClient ann = loopback.connect().claim("ann").isAnswered("ok");
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");

    ann.claim("kim").isAnswered("ok");
    tom.claim("kim").isRefused("nickname_taken");

    tom.seesNicknames("kim", "tom");
  }

  @Test
  void law03_two_who_swap_names_at_once_keep_their_own() {
    RemoteBackplane remote = world.remote();
    ChatRooms rooms = world.node(each -> each.backplane(remote));
    LoopbackTransport loopback = world.lane(rooms);
    LoopbackClient ann = loopback.connect().claim("ann");
    LoopbackClient tom = loopback.connect().claim("tom");
    world.run();

    ann.isAnswered("ok").claim("tom");
    tom.isAnswered("ok").claim("ann");
    world.run();

    ann.isRefused("nickname_taken").seesNicknames("ann", "tom");
    tom.isRefused("nickname_taken").seesNicknames("ann", "tom");
  }

  @Test
  void law03_names_are_compared_by_their_key() {
    LoopbackTransport loopback = LoopbackTransport.startedOn(world.immediate(each -> each));
    LoopbackClient tom = loopback.connect().claim("Tom").isAnswered("ok");
    LoopbackClient other = loopback.connect();

    other.claim("tom").isAnswered("昵称已经存在");
    other.claim(" TOM ").isRefused("nickname_taken");
    other.claim("ｔｏｍ").isRefused("nickname_taken");

    tom.claim("tom").isAnswered("ok").seesNicknames("tom");
  }

  @Test
  void law03_a_name_that_was_given_back_is_free() {
    ChatRooms rooms = world.immediate(each -> each);
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    ChatSession bot = rooms.room("lobby").attach();
    bot.claim("tom");
    LoopbackClient tom = loopback.connect().claim("tom").isRefused("nickname_taken");

    bot.leave();

    tom.claim("tom").isAnswered("ok").seesNicknames("tom");
  }
}
