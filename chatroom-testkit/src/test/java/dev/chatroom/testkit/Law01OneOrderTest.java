package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.spi.Backplane;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Law01OneOrderTest {

  private static final int HISTORY = 10_000;

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void law01_one_order_on_all_lanes_of_a_node(long seed) {
    try (World world = new World(seed)) {
      ChatRooms rooms = world.node(each -> each.historyMessages(HISTORY));
      EventRecord truth = World.recordOf(rooms.room("lobby"));
      Storm storm = new Storm(world, List.of(rooms), 3);

      storm.blow(150);

      assertThat(truth.lines()).isNotEmpty();
      storm.everybodySawOneOrder(truth);
      storm.nobodyMissedAMessageUntold(truth, HISTORY);
      storm.everybodyKnowsWhoIsHere(nicknames(rooms));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void law01_one_order_on_two_nodes_that_share_a_backplane(long seed) {
    try (World world = new World(seed)) {
      Backplane shared = world.memory();
      twoNodes(world, shared);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void law01_one_order_on_two_nodes_with_a_network_between_them(long seed) {
    try (World world = new World(seed)) {
      Backplane shared = world.remote();
      twoNodes(world, shared);
    }
  }

  private static void twoNodes(World world, Backplane shared) {
    ChatRooms here = world.node(each -> each.historyMessages(HISTORY).backplane(shared));
    ChatRooms there = world.node(each -> each.historyMessages(HISTORY).backplane(shared));
    EventRecord truth = World.recordOf(here.room("lobby"));
    EventRecord alsoTrue = World.recordOf(there.room("lobby"));
    Storm storm = new Storm(world, List.of(here, there), 2);

    storm.blow(150);

    assertThat(alsoTrue.events).isEqualTo(truth.events).isNotEmpty();
    storm.everybodySawOneOrder(truth);
    storm.nobodyMissedAMessageUntold(truth, HISTORY);
    assertThat(nicknames(there)).isEqualTo(nicknames(here));
    storm.everybodyKnowsWhoIsHere(nicknames(here));
  }

  private static List<String> nicknames(ChatRooms rooms) {
    return rooms.room("lobby").occupants().stream().map(each -> each.nickname().text()).toList();
  }
}
