package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Coming back to where one was is never having left: one client stays, another drops its connection
 * anywhere, also with messages on their way, and comes back. A higher seed is a longer story, so
 * the first one that fails is a short one.
 */
class ResumePropertyTest {

  private static final String[] SPEAKERS = {"tom", "ann", "zoe"};

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 200);
  }

  /** A client that drops its connection, and what it got on all of them. */
  private static final class Commuter {
    private final LoopbackTransport lane;
    private final List<Received> messages = new ArrayList<>();
    private final String query;
    private LoopbackClient connection;
    private int connections = 1;

    Commuter(LoopbackTransport lane, String query) {
      this.lane = lane;
      this.query = query;
      this.connection = lane.connect(query);
    }

    /** Comes back at once, or later, to what it has seen last. */
    void drop() {
      connection.disconnect();
      collect();
    }

    private void collect() {
      connection.received().stream()
          .filter(each -> each.event().equals("message"))
          .forEach(messages::add);
    }

    void comeBack() {
      String last = messages.isEmpty() ? "" : messages.get(messages.size() - 1).field("id");
      connection = lane.connect(query + (last.isEmpty() ? "" : "&since=" + last));
      connections++;
    }
  }

  private static List<Received> messagesOf(LoopbackClient client) {
    return client.received().stream().filter(each -> each.event().equals("message")).toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void resuming_from_anywhere_is_never_having_left(long seed) {
    try (World world = new World(seed)) {
      Random random = world.random;
      ChatRooms rooms = world.node(each -> each.log(10_000, 10_000_000).historyMessages(0));
      List<LoopbackClient> speakers = new ArrayList<>();
      for (String speaker : SPEAKERS) {
        speakers.add(world.lane(rooms).connect().claim(speaker));
      }
      String query = random.nextBoolean() ? "presence=delta" : "presence=list";
      LoopbackClient stays = world.lane(rooms).connect(query);
      Commuter commutes = new Commuter(world.lane(rooms), query);
      world.run();
      // Both have seen one message, so that there is a place to come back to.
      speakers.get(0).say("hello");
      world.run();

      for (long step = 0; step < seed; step++) {
        LoopbackClient speaker = speakers.get(random.nextInt(speakers.size()));
        switch (random.nextInt(8)) {
          case 0 -> speaker.claim(speaker.session().id());
          case 1 -> commutes.connection.stopReading();
          case 2 -> commutes.connection.readOn();
          case 3 -> {
            commutes.drop();
            if (random.nextBoolean()) {
              speaker.say("missed " + step);
              world.run();
            }
            commutes.comeBack();
          }
          default -> speaker.say("m" + step);
        }
        for (int turns = random.nextInt(6); turns > 0; turns--) {
          world.runSomething();
        }
      }
      commutes.connection.readOn();
      world.run();
      commutes.collect();

      assertThat(commutes.messages)
          .as("messages over %s connections", commutes.connections)
          .isEqualTo(messagesOf(stays));
      assertThat(commutes.messages).isNotEmpty();
    }
  }

  /** Every place of one story, and not only those that chance finds. */
  @ParameterizedTest
  @ValueSource(strings = {"presence=list", "presence=delta"})
  void resuming_from_each_place_brings_the_rest_of_the_messages(String query) {
    World world = new World();
    ChatRooms rooms = world.immediate(each -> each.log(1_000, 1_000_000).historyMessages(0));
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    LoopbackClient stays = loopback.connect(query);
    LoopbackClient tom = loopback.connect().claim("tom");
    for (int i = 0; i < 20; i++) {
      tom.say("m" + i);
      tom.claim(i % 2 == 0 ? "Tom" : "tom");
    }
    List<Received> all = messagesOf(stays);

    for (int place = 0; place < all.size(); place++) {
      LoopbackClient back = loopback.connect(query + "&since=" + all.get(place).field("id"));

      assertThat(messagesOf(back)).isEqualTo(all.subList(place + 1, all.size()));
    }
    assertThat(all).hasSize(20);
  }
}
