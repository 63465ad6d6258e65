package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Clients that do anything at any time, under a seed, while the executors of their world take turns
 * in an order that nobody would think of.
 */
final class Storm {

  private final World world;
  private final List<LoopbackTransport> lanes;
  private final List<ChatSession> bots = new ArrayList<>();
  private final List<LoopbackClient> connected = new ArrayList<>();
  final List<LoopbackClient> clients = new ArrayList<>();
  final List<Long> botAnswers = new ArrayList<>();

  Storm(World world, List<ChatRooms> nodes, int lanesPerNode) {
    this.world = world;
    this.lanes = new ArrayList<>();
    for (ChatRooms node : nodes) {
      for (int lane = 0; lane < lanesPerNode; lane++) {
        lanes.add(world.lane(node));
      }
      ChatSession bot = node.room("lobby").attach();
      bot.claim("bot" + bots.size());
      bots.add(bot);
    }
  }

  /** Blows for some steps, then lets everybody read to the end. */
  void blow(int steps) {
    for (int step = 0; step < steps; step++) {
      act(step);
      int turns = world.random.nextInt(4);
      for (int turn = 0; turn < turns; turn++) {
        world.runSomething();
      }
    }
    connected.forEach(LoopbackClient::readOn);
    world.run();
  }

  private void act(int step) {
    Random random = world.random;
    if (connected.size() < 3 || random.nextInt(20) == 0) {
      LoopbackTransport lane = lanes.get(random.nextInt(lanes.size()));
      LoopbackClient client = lane.connect(random.nextBoolean() ? "presence=delta" : "");
      connected.add(client);
      clients.add(client);
      return;
    }
    LoopbackClient client = connected.get(random.nextInt(connected.size()));
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> client.claim("n" + random.nextInt(6));
      case 3 -> client.stopReading();
      case 4, 5 -> client.readOn();
      case 6 -> {
        if (random.nextInt(4) == 0) {
          client.disconnect();
          connected.remove(client);
        }
      }
      case 7, 8 -> botSays(bots.get(random.nextInt(bots.size())), step);
      case 9 -> client.emitWithAck("message", Map.of("msg", "m" + step));
      default -> client.say("m" + step);
    }
  }

  private void botSays(ChatSession bot, int step) {
    bot.post("b" + step)
        .thenAccept(
            outcome -> {
              if (bot == bots.get(0) && outcome instanceof Outcome.Accepted accepted) {
                botAnswers.add(accepted.position().offset());
              }
            });
  }

  /** Every observer saw a subsequence of the one order, and the same thing at the same place. */
  void everybodySawOneOrder(EventRecord truth) {
    Map<String, String> lineOf = new HashMap<>();
    for (int i = 0; i < truth.ids().size(); i++) {
      lineOf.put(truth.ids().get(i), truth.lines().get(i));
    }
    assertThat(truth.events.stream().map(each -> each.position().offset()))
        .as("the listener's positions")
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(botAnswers).as("the attached session's answers").isSorted();
    for (LoopbackClient client : clients) {
      List<Long> places = new ArrayList<>();
      for (Received each : client.received()) {
        if (each.event().equals("message")) {
          assertThat(each.lines()).as("%s", client).containsExactly(lineOf.get(each.field("id")));
        }
        if (!each.field("id").isEmpty() && !each.event().equals(Received.ACK)) {
          places.add(offset(each.field("id")));
        }
      }
      assertThat(places).as("places of the %s", client).isSorted().doesNotHaveDuplicates();
    }
  }

  /** From its last history on, every client that stayed has all messages, once each. */
  void nobodyMissedAMessageUntold(EventRecord truth, int historyMessages) {
    for (LoopbackClient client : connected) {
      List<String> had = new ArrayList<>();
      int mayMiss = 0;
      for (Received each : client.received()) {
        if (each.event().equals("reset") || each.event().equals("history")) {
          had.clear();
        }
        if (each.event().equals("history") && each.lines().size() == historyMessages) {
          mayMiss = truth.lines().size();
        }
        had.addAll(each.lines());
      }
      List<String> all = truth.lines();
      assertThat(had.size()).as("%s", client).isGreaterThanOrEqualTo(all.size() - mayMiss);
      assertThat(had)
          .as("messages of the %s", client)
          .isEqualTo(all.subList(all.size() - had.size(), all.size()));
    }
  }

  /** Who is here is the same for all, however they were told. */
  void everybodyKnowsWhoIsHere(List<String> nicknames) {
    for (LoopbackClient client : connected) {
      List<Object> present = new ArrayList<>();
      for (Received each : client.received()) {
        switch (each.event()) {
          case "nicknames" -> {
            present.clear();
            present.addAll((List<?>) each.data());
          }
          case "joined" -> present.add(each.field("nickname"));
          case "left" -> present.remove(each.field("nickname"));
          case "renamed" ->
              present.set(present.indexOf(each.field("previous")), each.field("nickname"));
          default -> {
            // Says nothing about who is here.
          }
        }
      }
      assertThat(present).as("who is here, for the %s", client).isEqualTo(nicknames);
    }
  }

  static long offset(String id) {
    return Long.parseLong(id.substring(id.indexOf('-') + 1));
  }
}
