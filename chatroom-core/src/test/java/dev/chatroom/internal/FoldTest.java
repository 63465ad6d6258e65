package dev.chatroom.internal;

import static dev.chatroom.internal.Events.NOON;
import static dev.chatroom.internal.Events.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.LeaveReason;
import dev.chatroom.Nickname;
import dev.chatroom.Occupant;
import dev.chatroom.Refusal;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random commands through {@link Verdict} and {@link RoomFold}, against a list and two loops. */
class FoldTest {

  private static final int COMMANDS = 5_000;
  private static final String[] SESSIONS = {"s1", "s2", "s3", "s4", "s5", "s6"};
  private static final String[] NAMES = {"tom", "Tom", "TOM", "ann", "Ann", "zoe", "ZOE", "bob"};

  /** Who is here, as one would write it who does not care how long it takes. */
  private static final class Naive {
    private final List<Occupant> here = new ArrayList<>();

    Optional<Occupant> who(String id) {
      return here.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    boolean isTaken(String id, Nickname nickname) {
      return here.stream()
          .anyMatch(each -> each.nickname().key().equals(nickname.key()) && !each.id().equals(id));
    }

    /** What refuses the command, or nothing and then it is done. */
    @Nullable Refusal does(String id, Command command) {
      if (command instanceof Command.Claim claim) {
        return claims(id, claim.nickname());
      } else if (command instanceof Command.Post post && who(id).isEmpty()) {
        Command.Claim first = post.claimFirst();
        return first == null ? Refusal.NICKNAME_REQUIRED : claims(id, first.nickname());
      } else if (command instanceof Command.Leave) {
        here.removeIf(each -> each.id().equals(id));
      }
      return null;
    }

    private @Nullable Refusal claims(String id, Nickname nickname) {
      if (isTaken(id, nickname)) {
        return Refusal.NICKNAME_TAKEN;
      }
      Occupant after = new Occupant(id, nickname);
      who(id)
          .ifPresentOrElse(before -> here.set(here.indexOf(before), after), () -> here.add(after));
      return null;
    }
  }

  private static Command randomCommand(Random random, String id) {
    Nickname nickname = Events.nickname(NAMES[random.nextInt(NAMES.length)]);
    return switch (random.nextInt(5)) {
      case 0, 1 -> Events.claim(id, nickname);
      case 2 -> new Command.Post(id, "hi", null, null);
      case 3 -> new Command.Post(id, "hi", Events.claim(id, nickname), null);
      default -> new Command.Leave(id, LeaveReason.LEFT);
    };
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 45, 8266})
  void the_fold_of_the_log_is_what_the_commands_did(long seed) {
    Random random = new Random(seed);
    Naive naive = new Naive();
    RoomFold occupants = new RoomFold(Events.state(List.of()));
    List<RoomEvent> log = new ArrayList<>();

    for (int i = 0; i < COMMANDS; i++) {
      String id = SESSIONS[random.nextInt(SESSIONS.length)];
      Origin origin = new Origin(id, i);
      Command command = randomCommand(random, id);
      Verdict verdict = Verdict.on(command, origin, occupants, NOON);
      Refusal expected = naive.does(id, command);

      if (verdict instanceof Verdict.Allow allow) {
        for (Verdict.Draft draft : allow.drafts()) {
          RoomEvent event = draft.at(at(log.size() + 1), NOON);
          log.add(event);
          occupants.apply(new LogEntry(event, origin, event.position()));
        }
      }

      assertThat(verdict instanceof Verdict.Deny deny ? deny.reason() : null)
          .as("%s", command)
          .isEqualTo(expected);
      assertThat(occupants.inOrderOfJoining()).isEqualTo(naive.here);
    }
    assertEveryJoinedHasOneLeft(log, naive.here.size());
    assertSendersWereHere(log);
  }

  private static void assertEveryJoinedHasOneLeft(List<RoomEvent> log, int stillHere) {
    List<String> here = new ArrayList<>();
    for (RoomEvent event : log) {
      if (event instanceof RoomEvent.Joined joined) {
        assertThat(here).doesNotContain(joined.occupant().id());
        here.add(joined.occupant().id());
      } else if (event instanceof RoomEvent.Left left) {
        assertThat(here.remove(left.occupant().id())).isTrue();
      }
    }
    assertThat(here).hasSize(stillHere);
  }

  private static void assertSendersWereHere(List<RoomEvent> log) {
    RoomFold replayed = new RoomFold(Events.state(List.of()));
    for (RoomEvent event : log) {
      if (event instanceof RoomEvent.Posted posted) {
        assertThat(replayed.inOrderOfJoining())
            .extracting(Occupant::nickname)
            .contains(posted.message().sender());
      }
      replayed.apply(new LogEntry(event, new Origin("s", 1), event.position()));
    }
  }
}
