package dev.chatroom.testkit.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Refusal;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Command;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is made at random is not always refused: everything happens that can happen in a room. */
class RandomCommandsTest {

  private final Set<Class<?>> commands = new HashSet<>();
  private final Set<Class<?>> events = new HashSet<>();
  private final Set<Refusal> refusals = EnumSet.noneOf(Refusal.class);

  @Test
  void everything_happens() {
    Twins.SEEDS.forEach(this::tell);

    assertThat(commands).isEqualTo(kinds(Command.class));
    assertThat(events).isEqualTo(kinds(RoomEvent.class));
    assertThat(refusals)
        .containsExactly(
            Refusal.NICKNAME_TAKEN,
            Refusal.NICKNAME_CONFUSABLE,
            Refusal.NICKNAME_REQUIRED,
            Refusal.MESSAGE_UNKNOWN,
            Refusal.OCCUPANT_UNKNOWN,
            Refusal.MUTED,
            Refusal.VOICE_REQUIRED,
            Refusal.BANNED,
            Refusal.MEMBERS_ONLY,
            Refusal.ROOM_FULL);
  }

  private void tell(long seed) {
    try (House house = new House(InMemoryUnderTest::new)) {
      FollowedLog log = house.follow();
      RandomCommands random = new RandomCommands(seed);
      for (int number = 1; number <= Twins.COMMANDS; number++) {
        RandomCommands.Asked asked =
            random.next(number, log.tail().head().offset()).at(log.tail().head().epoch());
        if (log.asks(asked.command(), asked.origin()) instanceof AppendResult.Rejected rejected) {
          refusals.add(rejected.reason());
        } else {
          commands.add(asked.command().getClass());
        }
      }
      log.events().forEach(each -> events.add(each.getClass()));
    }
  }

  private static Set<Class<?>> kinds(Class<?> sealed) {
    Set<Class<?>> kinds = new HashSet<>();
    Arrays.stream(sealed.getPermittedSubclasses())
        .flatMap(each -> each.isSealed() ? kinds(each).stream() : Stream.of(each))
        .forEach(kinds::add);
    return kinds;
  }
}
