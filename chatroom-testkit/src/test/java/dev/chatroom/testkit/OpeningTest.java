package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.Outcome;
import dev.chatroom.spi.Backplane;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A backplane outside the process opens a log after a while, or not at all. */
class OpeningTest {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final World world = new World();
  private final Backplane memory = world.memory();
  private final LateBackplane late = new LateBackplane(memory);
  private final ChatRooms rooms = world.immediate(each -> each.backplane(late));
  private final LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);

  /** Another node, which has been there for long. */
  private LoopbackClient tomElsewhere() {
    ChatRooms elsewhere = world.immediate(each -> each.backplane(memory));
    return LoopbackTransport.startedOn(elsewhere).connect().claim("tom").isAnswered("ok");
  }

  @Test
  void a_connection_waits_until_the_log_is_opened_and_is_not_reset() {
    LoopbackClient tom = tomElsewhere();
    tom.say("hi");
    LoopbackClient ann = loopback.connect();
    assertThat(ann.transcript()).isEmpty();

    late.isReached();

    assertThat(ann.transcript()).containsExactly("history [tom说:hi]", "nicknames [tom]");
    ann.claim("ann").isAnswered("ok");
    assertThat(world.clock.scheduled()).isZero();
  }

  @Test
  void a_connection_does_not_wait_for_ever() {
    LoopbackClient ann = loopback.connect();

    world.clock.advance(LIMIT.minusMillis(1));
    assertThat(ann.refusal()).isNull();
    world.clock.advance(Duration.ofMillis(1));

    assertThat(ann.refusal())
        .isNotNull()
        .extracting(Outcome.Refused::code)
        .isEqualTo("unavailable");
    assertThat(rooms.room("lobby").stats().sessions()).isZero();
  }

  @Test
  void law09_commands_before_the_log_is_opened_are_refused() {
    ChatSession bot = rooms.room("lobby").attach();

    assertThat(bot.claim("bot").toCompletableFuture().join())
        .isInstanceOfSatisfying(
            Outcome.Refused.class, each -> assertThat(each.code()).isEqualTo("unavailable"));

    late.isReached();
    assertThat(bot.claim("bot").toCompletableFuture().join()).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void a_room_that_is_not_opened_looks_as_if_nothing_had_happened() {
    tomElsewhere();
    ChatRoom lobby = rooms.room("lobby");
    assertThat(lobby.occupants()).isEmpty();
    assertThat(lobby.opened().toCompletableFuture()).isNotDone();
    assertThat(rooms.isAvailable()).isFalse();

    late.isReached();

    assertThat(lobby.opened().toCompletableFuture()).isCompleted();
    assertThat(lobby.occupants()).hasSize(1);
    assertThat(rooms.isAvailable()).isTrue();
  }

  @Test
  void law02_a_listener_hears_what_comes_after_the_opening_and_of_no_reset() {
    LoopbackClient tom = tomElsewhere();
    EventRecord record = World.recordOf(rooms.room("lobby"));

    late.isReached();
    tom.say("hi");

    assertThat(record.story()).containsExactly("Posted hi");
    assertThat(record.resets).isEmpty();
  }

  @Test
  void a_session_that_ends_before_the_opening_ends() {
    ChatSession bot = rooms.room("lobby").attach();
    bot.close();

    assertThat(rooms.room("lobby").stats().sessions()).isZero();
  }

  @Test
  void rooms_that_close_let_nobody_wait() {
    LoopbackClient ann = loopback.connect();

    rooms.close();

    assertThat(ann.refusal()).isNotNull();
    assertThat(world.clock.scheduled()).isZero();
  }

  @Test
  void whoever_waits_for_the_opening_of_rooms_that_close_is_told() {
    CompletableFuture<Void> opened = rooms.room("lobby").opened().toCompletableFuture();

    rooms.close();

    assertThat(opened).isCompletedExceptionally();
  }

  @Test
  void the_backplane_in_memory_is_always_there() {
    ChatRooms usual = world.immediate(each -> each);

    assertThat(usual.isAvailable()).isTrue();
    assertThat(usual.room("lobby").opened().toCompletableFuture()).isCompleted();
  }
}
