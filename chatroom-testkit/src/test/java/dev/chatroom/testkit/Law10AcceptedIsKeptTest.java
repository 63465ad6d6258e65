package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.Outcome;
import dev.chatroom.Position;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomLog;
import dev.chatroom.spi.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Law10AcceptedIsKeptTest {

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void law10_what_was_acknowledged_is_in_the_log_where_it_was_said_to_be(long seed) {
    try (World world = new World(seed)) {
      RemoteBackplane remote = world.remote();
      ChatRooms rooms = world.node(each -> each.backplane(remote));
      EventRecord truth = World.recordOf(rooms.room("lobby"));
      ChatSession bot = rooms.room("lobby").attach();
      bot.claim("bot");
      world.run();
      List<String> accepted = new ArrayList<>();
      List<String> refused = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String text = "m" + i;
        bot.post(text)
            .thenAccept(
                outcome -> {
                  if (outcome instanceof Outcome.Accepted at) {
                    accepted.add(at.position() + " " + text);
                  } else {
                    refused.add(((Outcome.Refused) outcome).code());
                  }
                });
        if (world.random.nextInt(10) == 0) {
          remote.goDown();
        } else if (world.random.nextInt(3) == 0) {
          remote.comeBack();
        }
        world.runSomething();
        world.runSomething();
      }
      world.run();

      assertThat(accepted)
          .isNotEmpty()
          .containsExactlyElementsOf(
              truth.all(RoomEvent.Posted.class).stream()
                  .map(each -> each.position() + " " + each.message().text())
                  .toList());
      assertThat(refused).hasSize(100 - accepted.size());
    }
  }

  @Test
  void law10_without_its_backplane_a_room_refuses_and_its_sessions_stay() {
    World world = new World();
    RemoteBackplane remote = world.remote();
    ChatRooms rooms = world.node(each -> each.backplane(remote));
    LoopbackTransport lane = world.lane(rooms);
    LoopbackClient ann = lane.connect();
    LoopbackClient tom = lane.connect().claim("tom");
    world.run();
    tom.isAnswered("ok");

    remote.goDown();
    tom.say("lost").emitWithAck("message", Map.of("msg", "lost too"));
    ann.claim("ann");
    world.run();

    tom.isRefused("unavailable").isRefused("unavailable").seesNothingMore();
    ann.isRefused("unavailable").seesNothingMore();

    remote.comeBack();
    ann.claim("ann");
    tom.say("back");
    world.run();

    ann.isAnswered("ok").sees("tom说:back").seesNicknames("tom", "ann").seesNothingMore();
  }

  @Test
  void law10_a_backplane_that_throws_is_one_that_cannot_be_reached() {
    World world = new World();
    Backplane memory = world.memory();
    ChatRooms rooms = world.immediate(each -> each.backplane(new Throwing(memory)));
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    LoopbackClient tom = loopback.connect();

    tom.claim("tom").isRefused("unavailable");
    tom.sayAs("tom", "hi").isRefused("unavailable").seesNicknames().seesNothingMore();

    assertThat(tom.isConnected()).isTrue();
  }

  /** Opens logs and then fails in every call. */
  private record Throwing(Backplane memory) implements Backplane {

    @Override
    public RoomLog open(RoomName room, RoomOptions options, LogTail tail) {
      RoomLog log = memory.open(room, options, tail);
      return new RoomLog() {
        @Override
        public CompletionStage<AppendResult> append(Command command, Origin origin) {
          throw new IllegalStateException("broken");
        }

        @Override
        public CompletionStage<List<LogEntry>> read(Position before, int maxEvents) {
          throw new IllegalStateException("broken");
        }

        @Override
        public void signal(Signal signal) {
          throw new IllegalStateException("broken");
        }

        @Override
        public void close() {
          log.close();
        }

        @Override
        public void retire() {
          log.retire();
        }
      };
    }

    @Override
    public void close() {
      memory.close();
    }
  }
}
