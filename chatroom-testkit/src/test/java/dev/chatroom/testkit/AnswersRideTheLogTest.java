package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.CloseReason;
import dev.chatroom.Outcome;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.ConnectResult;
import dev.chatroom.spi.Frames;
import dev.chatroom.spi.Handshake;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.Outbound;
import dev.chatroom.spi.RoomLog;
import dev.chatroom.spi.TransportSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnswersRideTheLogTest {

  private final World world = new World();

  @Test
  void ok_comes_before_the_list_that_contains_ones_nickname() {
    LoopbackTransport loopback = LoopbackTransport.startedOn(world.immediate(each -> each));
    LoopbackClient tom = loopback.connect();

    tom.claim("tom");

    assertThat(tom.transcript()).containsExactly("nicknames []", "ack ok", "nicknames [tom]");
    assertThat(tom.received().get(1).field("nickname")).isEqualTo("tom");
    assertThat(tom.received().get(1).field("token")).matches("[A-Za-z0-9_-]{54}");
  }

  @Test
  void ok_comes_before_ones_own_message_and_says_its_id() {
    LoopbackTransport loopback = LoopbackTransport.startedOn(world.immediate(each -> each));
    LoopbackClient tom = loopback.connect().claim("tom");

    tom.emitWithAck("message", Map.of("msg", "hi"));

    assertThat(tom.transcript()).endsWith("ack ok", "message tom说:hi");
    List<Received> got = tom.received();
    assertThat(got.get(got.size() - 2).field("id")).isEqualTo(got.get(got.size() - 1).field("id"));
  }

  @Test
  void ok_comes_before_ones_own_message_also_where_a_nickname_was_claimed_with_it() {
    LoopbackTransport loopback = LoopbackTransport.startedOn(world.immediate(each -> each));
    LoopbackClient tom = loopback.connect();

    tom.emitWithAck("message", Map.of("nickname", "tom", "msg", "hi"));

    assertThat(tom.transcript())
        .containsExactly("nicknames []", "ack ok", "message tom说:hi", "nicknames [tom]");
  }

  @Test
  void ok_comes_after_what_stands_before_it_in_the_log() {
    ChatRooms rooms = world.immediate(each -> each);
    LoopbackTransport lane = world.lane(rooms);
    LoopbackClient tom = lane.connect().claim("tom");
    LoopbackClient ann = lane.connect().claim("ann");
    world.run();

    ann.say("before");
    tom.emitWithAck("message", Map.of("msg", "hi"));
    ann.say("after");
    world.run();

    assertThat(tom.transcript())
        .endsWith("message ann说:before", "ack ok", "message tom说:hi", "message ann说:after");
  }

  @Test
  void ok_comes_once_for_a_claim_that_changes_nothing() {
    LoopbackTransport loopback = LoopbackTransport.startedOn(world.immediate(each -> each));
    LoopbackClient tom = loopback.connect().claim("tom");

    tom.claim("tom").claim(" tom ");

    assertThat(tom.transcript())
        .containsExactly("nicknames []", "ack ok", "nicknames [tom]", "ack ok", "ack ok");
  }

  @Test
  void a_leave_of_somebody_who_is_not_here_is_accepted_where_the_log_stands() {
    ChatRooms rooms = world.immediate(each -> each);
    ChatSession bot = rooms.room("lobby").attach();

    assertThat(bot.leave().toCompletableFuture())
        .isCompletedWithValueMatching(Outcome.Accepted.class::isInstance);
  }

  @Test
  void a_reply_that_is_faster_than_the_log_waits_for_it() {
    RemoteBackplane remote = world.remote();
    ChatRooms rooms = world.node(each -> each.backplane(remote));
    LoopbackClient tom = LoopbackTransport.startedOn(rooms).connect().claim("tom");

    remote.requests.runAll();
    remote.replies.runAll();
    assertThat(tom.transcript()).containsExactly("nicknames []");
    remote.tailing.runAll();

    assertThat(tom.transcript()).containsExactly("nicknames []", "ack ok", "nicknames [tom]");
  }

  @Test
  void a_reply_that_is_slower_than_the_log_is_not_given_twice() {
    RemoteBackplane remote = world.remote();
    ChatRooms rooms = world.node(each -> each.backplane(remote));
    LoopbackClient tom = LoopbackTransport.startedOn(rooms).connect().claim("tom");

    remote.requests.runAll();
    remote.tailing.runAll();
    assertThat(tom.transcript()).containsExactly("nicknames []", "ack ok", "nicknames [tom]");
    remote.replies.runAll();
    tom.claim("tom");
    world.run();

    assertThat(tom.transcript())
        .containsExactly("nicknames []", "ack ok", "nicknames [tom]", "ack ok");
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void every_command_is_answered_once_and_before_what_it_caused(long seed) {
    try (World storming = new World(seed)) {
      RemoteBackplane remote = storming.remote();
      ChatRooms rooms = storming.node(each -> each.backplane(remote));
      LoopbackTransport lane = storming.lane(rooms);
      List<LoopbackClient> clients = List.of(lane.connect(), lane.connect(), lane.connect());
      storming.run();
      int[] asked = new int[3];
      for (int step = 0; step < 100; step++) {
        int who = storming.random.nextInt(3);
        LoopbackClient client = clients.get(who);
        switch (storming.random.nextInt(6)) {
          case 0 -> client.stopReading();
          case 1 -> client.readOn();
          case 2, 3 -> {
            client.claim("n" + storming.random.nextInt(4));
            asked[who]++;
          }
          default -> {
            client.emitWithAck("message", Map.of("msg", "m" + step));
            asked[who]++;
          }
        }
        storming.runSomething();
      }
      clients.forEach(LoopbackClient::readOn);
      storming.run();

      for (int who = 0; who < 3; who++) {
        List<String> answeredIds = new ArrayList<>();
        List<String> caused = new ArrayList<>();
        int answers = 0;
        for (Received each : clients.get(who).received()) {
          if (each.event().equals(Received.ACK)) {
            answers++;
            answeredIds.add(each.field("id"));
          } else if (each.event().equals("message") && answeredIds.contains(each.field("id"))) {
            caused.add(each.field("id"));
          }
        }
        answeredIds.removeIf(String::isEmpty);
        assertThat(answers).as("%s", clients.get(who)).isEqualTo(asked[who]);
        assertThat(caused).as("%s", clients.get(who)).isEqualTo(answeredIds);
      }
    }
  }

  @Test
  void a_client_that_fell_off_the_log_is_answered_in_order_before_it_is_reset() {
    ChatRooms rooms = world.immediate(each -> each.log(4, 1_000_000).historyMessages(1));
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    LoopbackClient tom = loopback.connect().stopReading();
    tom.claim("tom");
    for (int i = 0; i < 6; i++) {
      tom.emitWithAck("message", Map.of("msg", "m" + i));
    }

    tom.readOn();

    assertThat(tom.transcript())
        .containsExactly(
            "nicknames []",
            "ack ok",
            "ack ok",
            "ack ok",
            "ack ok",
            "ack ok",
            "ack ok",
            "ack ok",
            "reset lagged",
            "history [tom说:m5]",
            "nicknames [tom]");
    assertThat(tom.received().get(1).field("nickname")).isEqualTo("tom");
    assertThat(tom.received().subList(2, 8))
        .extracting(each -> Storm.offset(each.field("id")))
        .isSorted();
  }

  @Test
  void what_is_under_way_when_the_session_ends_is_answered_by_what_becomes_of_it() {
    RemoteBackplane remote = world.remote();
    ChatRooms rooms = world.immediate(each -> each.backplane(remote));
    EventRecord record = World.recordOf(rooms.room("lobby"));
    ChatSession tom = rooms.room("lobby").attach();
    ChatSession ann = rooms.room("lobby").attach();
    var joined = tom.claim("tom").toCompletableFuture();
    var taken = ann.claim("tom").toCompletableFuture();
    var said = tom.post("hi").toCompletableFuture();

    tom.close();
    ann.close();
    assertThat(List.of(joined, taken, said)).noneMatch(each -> each.isDone());
    world.run();

    assertThat(record.story()).containsExactly("Joined tom", "Posted hi", "Left tom DISCONNECTED");
    assertThat(List.of(joined, said))
        .allSatisfy(each -> assertThat(each.join()).isInstanceOf(Outcome.Accepted.class));
    assertThat(taken.join().toString()).contains("code=nickname_taken");
  }

  @Test
  void ok_comes_also_where_the_log_was_lost_before_the_session_began_to_read() {
    List<LogTail> tails = new ArrayList<>();
    ChatRooms rooms = world.immediate(each -> each.backplane(noting(tails, world.memory())));
    LoopbackTransport lane = world.lane(rooms);
    LoopbackClient tom = lane.connect("presence=delta").stopReading();
    world.run();
    tom.claim("tom");
    world.run();

    world.memory().open(new RoomName("lobby"), RoomOptions.defaults(), tails.get(0));
    tails.get(0).readable();
    tom.readOn();
    world.run();

    assertThat(tom.transcript()).containsExactly("ack ok", "nicknames []");
  }

  /** A backplane that notes who follows its logs. */
  private static Backplane noting(List<LogTail> tails, Backplane backplane) {
    return new Backplane() {
      @Override
      public RoomLog open(RoomName room, RoomOptions options, LogTail tail) {
        tails.add(tail);
        return backplane.open(room, options, tail);
      }

      @Override
      public void close() {
        backplane.close();
      }
    };
  }

  @Test
  void nothing_is_written_after_the_close() {
    RemoteBackplane remote = world.remote();
    ChatRooms rooms = world.node(each -> each.backplane(remote));
    LastCall client = new LastCall();
    ConnectResult result =
        rooms
            .connect(new Handshake("test", "::1", Map.of()), client, Runnable::run)
            .toCompletableFuture()
            .join();
    TransportSession session = ((ConnectResult.Attached) result).session();
    session.receive("nickname", "tom", null);
    session.receive("message", Map.of("msg", "hi"), data -> client.calls.add("ack"));

    session.session().close();
    session.receive("nickname", "tom", null);
    session.receive("nickname", "tom", data -> client.calls.add("ack"));
    world.run();

    assertThat(client.calls).endsWith("close ended").containsOnlyOnce("close ended");
  }

  /** Records what is called on it. */
  private static final class LastCall implements Outbound {

    final List<String> calls = new ArrayList<>();

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void send(Frames frames) {
      calls.add("send " + frames);
    }

    @Override
    public void flush() {
      calls.add("flush");
    }

    @Override
    public void close(CloseReason reason) {
      calls.add("close " + reason.code());
    }
  }
}
