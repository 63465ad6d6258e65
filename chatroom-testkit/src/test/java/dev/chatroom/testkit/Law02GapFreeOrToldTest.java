package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.CloseReason;
import dev.chatroom.Position;
import dev.chatroom.policy.SlowReaderPolicy;
import dev.chatroom.spi.Backplane;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Law02GapFreeOrToldTest {

  private static final int RING = 8;

  private final World world = new World();

  private ChatRooms smallRing() {
    return world.immediate(each -> each.log(RING, 1_000_000).historyMessages(3));
  }

  private static LoopbackClient tomIn(LoopbackTransport loopback) {
    return loopback.connect().claim("tom").isAnswered("ok");
  }

  private static void says(LoopbackClient tom, int from, int to) {
    for (int i = from; i <= to; i++) {
      tom.say("m" + i);
    }
  }

  @Test
  void law02_slow_client_within_the_ring_sees_everything_once() {
    LoopbackTransport loopback = LoopbackTransport.startedOn(smallRing());
    LoopbackClient tom = tomIn(loopback);
    LoopbackClient ann = loopback.connect();
    says(tom, 1, 1);
    ann.stopReading();
    says(tom, 2, 1 + RING);
    ann.sees("tom说:m1").seesNothingMore();

    ann.readOn();

    ann.sees("tom说:m2", "tom说:m3", "tom说:m4", "tom说:m5", "tom说:m6", "tom说:m7", "tom说:m8", "tom说:m9")
        .seesNothingMore();
  }

  @Test
  void law02_slow_client_beyond_the_ring_is_told_and_gets_the_history() {
    LoopbackTransport loopback = LoopbackTransport.startedOn(smallRing());
    LoopbackClient tom = tomIn(loopback);
    LoopbackClient ann = loopback.connect();
    ann.stopReading();
    says(tom, 1, RING + 1);

    ann.readOn();
    tom.say("live");

    assertThat(ann.transcript())
        .containsExactly(
            "nicknames [tom]",
            "reset lagged",
            "history [tom说:m7, tom说:m8, tom说:m9]",
            "nicknames [tom]",
            "message tom说:live");
  }

  @Test
  void law02_slow_client_beyond_the_ring_is_told_even_where_no_history_is_kept() {
    ChatRooms rooms = world.immediate(each -> each.log(RING, 1_000_000).historyMessages(0));
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    LoopbackClient tom = tomIn(loopback);
    LoopbackClient ann = loopback.connect();
    ann.stopReading();
    says(tom, 1, RING + 1);

    ann.readOn();

    ann.seesReset("lagged").seesHistory().seesNicknames("tom").seesNothingMore();
  }

  @Test
  void law02_slow_client_beyond_the_ring_is_closed_where_the_policy_says_so() {
    ChatRooms rooms =
        world.immediate(each -> each.log(RING, 1_000_000).slowReaders(SlowReaderPolicy.CLOSE));
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    LoopbackClient tom = tomIn(loopback);
    LoopbackClient ann = loopback.connect().claim("ann").isAnswered("ok");
    ann.stopReading();
    says(tom, 1, RING + 1);

    ann.readOn();

    ann.isClosed(CloseReason.SLOW_CONSUMER);
    ann.seesNothingMore();
    tom.seesNicknames("tom");
    assertThat(ann.transcript()).endsWith("closed slow_consumer");
  }

  @Test
  void law02_what_is_deleted_before_a_newcomer_reads_does_not_come_to_it() {
    ChatRooms rooms = smallRing();
    LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
    LoopbackClient tom = tomIn(loopback);
    says(tom, 1, 2);
    LoopbackClient ann = world.lane(rooms).connect();

    rooms.room("lobby").moderation().delete(Position.parse(lastId(tom)).orElseThrow());
    world.run();

    ann.seesHistory("tom说:m1");
  }

  @Test
  void law02_resume_at_the_head_brings_nothing_twice() {
    LoopbackTransport loopback = LoopbackTransport.startedOn(smallRing());
    LoopbackClient tom = tomIn(loopback);
    says(tom, 1, 3);

    LoopbackClient ann = loopback.connect("since=" + lastId(tom));
    ann.seesNicknames("tom").seesNothingMore();
    tom.say("live");

    ann.sees("tom说:live").seesNothingMore();
  }

  @Test
  void law02_resume_brings_what_was_missed_once_each_and_no_history() {
    LoopbackTransport loopback = LoopbackTransport.startedOn(smallRing());
    LoopbackClient tom = tomIn(loopback);
    says(tom, 1, 1);
    String since = lastId(tom);
    says(tom, 2, 1 + RING);

    LoopbackClient ann = loopback.connect("since=" + since);
    tom.say("live");

    ann.sees("tom说:m2", "tom说:m3", "tom说:m4", "tom说:m5")
        .sees("tom说:m6", "tom说:m7", "tom说:m8", "tom说:m9", "tom说:live")
        .seesNicknames("tom")
        .seesNothingMore();
  }

  @Test
  void law02_resume_brings_deltas_where_they_are_asked_for() {
    LoopbackTransport loopback = LoopbackTransport.startedOn(smallRing());
    LoopbackClient tom = tomIn(loopback);
    says(tom, 1, 1);
    String since = lastId(tom);
    tom.claim("bob");

    LoopbackClient ann = loopback.connect("presence=delta&since=" + since);

    assertThat(ann.transcript()).containsExactly("renamed tom to bob", "nicknames [bob]");
  }

  @Test
  void law02_resume_from_before_the_ring_is_told() {
    LoopbackTransport loopback = LoopbackTransport.startedOn(smallRing());
    LoopbackClient tom = tomIn(loopback);
    says(tom, 1, 1);
    String since = lastId(tom);
    says(tom, 2, 2 + RING);

    loopback
        .connect("since=" + since)
        .seesReset("lagged")
        .seesHistory("tom说:m8", "tom说:m9", "tom说:m10")
        .seesNicknames("tom")
        .seesNothingMore();
  }

  @Test
  void law02_resume_from_another_log_is_told() {
    LoopbackTransport loopback = LoopbackTransport.startedOn(smallRing());
    says(tomIn(loopback), 1, 1);
    LoopbackTransport other = LoopbackTransport.startedOn(smallRing());
    LoopbackClient bob = other.connect().claim("bob");
    bob.say("elsewhere");

    loopback
        .connect("since=" + lastId(bob))
        .seesReset("epoch_changed")
        .seesHistory("tom说:m1")
        .seesNothingMore();
  }

  @Test
  void law02_resume_from_the_future_is_told() {
    LoopbackTransport loopback = LoopbackTransport.startedOn(smallRing());
    LoopbackClient tom = tomIn(loopback);
    says(tom, 1, 1);
    String epoch = lastId(tom).substring(0, lastId(tom).indexOf('-'));

    loopback
        .connect("since=" + epoch + "-999")
        .seesReset("unknown_position")
        .seesHistory("tom说:m1")
        .seesNothingMore();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "-",
        "1",
        "abc-",
        "-1",
        "abc--1",
        "%00",
        "ABC-1",
        "a-99999999999999999999"
      })
  void law02_resume_from_nonsense_is_told(String since) {
    LoopbackTransport loopback = LoopbackTransport.startedOn(smallRing());
    says(tomIn(loopback), 1, 1);

    LoopbackClient ann = loopback.connect("since=" + since);

    assertThat(ann.transcript())
        .containsExactly("reset unknown_position", "history [tom说:m1]", "nicknames [tom]");
  }

  @Test
  void law02_listener_beyond_the_ring_is_told() {
    ManualExecutor executor = new ManualExecutor();
    ChatRooms rooms = world.immediate(each -> each.log(RING, 1_000_000).executor(executor));
    EventRecord slow = World.recordOf(rooms.room("lobby"));
    ChatSession bot = rooms.room("lobby").attach();
    bot.claim("bot");
    for (int i = 1; i <= RING; i++) {
      bot.post("m" + i);
    }

    executor.runAll();
    bot.post("live");
    executor.runAll();

    assertThat(slow.resets).containsExactly("lagged");
    assertThat(slow.lines()).containsExactly("bot说:live");
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void law02_gap_free_or_told_whatever_happens(long seed) {
    try (World storming = new World(seed)) {
      Backplane shared = storming.memory();
      ChatRooms scribes =
          storming.immediate(each -> each.log(10_000, 10_000_000).backplane(shared));
      EventRecord truth = World.recordOf(scribes.room("lobby"));
      ChatRooms rooms =
          storming.node(each -> each.log(RING, 1_000_000).historyMessages(4).backplane(shared));
      Storm storm = new Storm(storming, List.of(rooms), 3);

      storm.blow(150);

      storm.everybodySawOneOrder(truth);
      storm.nobodyMissedAMessageUntold(truth, 4);
      storm.everybodyKnowsWhoIsHere(
          rooms.room("lobby").occupants().stream().map(each -> each.nickname().text()).toList());
    }
  }

  private static String lastId(LoopbackClient client) {
    List<Received> messages =
        client.received().stream().filter(each -> each.event().equals("message")).toList();
    return messages.get(messages.size() - 1).field("id");
  }
}
