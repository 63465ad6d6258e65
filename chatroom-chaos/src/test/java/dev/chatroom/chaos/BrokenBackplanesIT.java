package dev.chatroom.chaos;

import static dev.chatroom.chaos.BrokenBackplane.planned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.chaos.check.Breach;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker finds what is broken: each of these backplanes breaks one thing. */
class BrokenBackplanesIT {

  private static final String LUA = "resources/dev/chatroom/redis/lua/";

  /** Nothing breaks; so long they talk. */
  private static final List<Schedule.Planned> CALM =
      List.of(planned(12, 0, new Fault.FlushScripts()));

  private static final List<Schedule.Planned> NODE_IS_LOST =
      List.of(planned(4, 7, new Fault.KillNode(0)));

  private static final List<Schedule.Planned> NETWORK_IS_CUT =
      List.of(
          planned(3, 1.5, new Fault.CutNode(0)),
          planned(5, 1.5, new Fault.CutNode(1)),
          planned(7, 1.5, new Fault.CutNode(2)));

  @TempDir Path directory;

  static Stream<BrokenBackplane> brokenBackplanes() {
    return Stream.of(
        new BrokenBackplane(
            "a claim is checked against what was so a moment ago",
            LUA + "verdicts.lua",
            """
              local name = command.nickname
              local owner, owned = owner_of(room, name.key)
            """,
            """
              local name = command.nickname
              local before = room.names .. ':before'
              if redis.call('EXISTS', before) == 0 then
                redis.call('COPY', room.names, before)
                redis.call('PEXPIRE', before, 150)
              end
              local owner = redis.call('HGET', before, name.key)
              local owned = owner and seat_of(room, owner) or { text = '' }
            """,
            CALM,
            List.of("law 3")),
        new BrokenBackplane(
            "a claim is appended before the check",
            LUA + "operations.lua",
            """
              if not events then
                return refusal
              end
              keep(room, events, command.key)
            """,
            """
              if not events then
                if command['do'] == 'claim' then
                  keep(room, join(room, command))
                end
                return refusal
              end
              keep(room, events, command.key)
            """,
            CALM,
            List.of("law 3", "law 4")),
        new BrokenBackplane(
            "who was lost with a node is swept twice",
            LUA + "operations.lua",
            "    keep(room, events)\n",
            "    keep(room, events)\n    keep(room, events)\n",
            NODE_IS_LOST,
            List.of("law 4")),
        new BrokenBackplane(
            "a node that has been cut off misses one",
            "java/dev/chatroom/redis/Follower.java",
            "} else if (each.offset() == last + 1) {\n",
            """
            } else if (each.offset() == last + 1 && events.size() > 3 && each.equals(events.get(2))) {
                    last = each.offset();
                  } else if (each.offset() == last + 1) {
            """,
            NETWORK_IS_CUT,
            List.of("law 2")));
  }

  private static ChaosOptions options(List<Schedule.Planned> faults, Path directory) {
    return ChaosOptions.usual(1, Duration.ZERO, directory)
        .withSchedule(new Schedule(faults))
        .withClients(60, Duration.ofMillis(800));
  }

  @ParameterizedTest
  @MethodSource("brokenBackplanes")
  void is_found(BrokenBackplane broken) throws Exception {
    broken.writeTo(directory);

    Outcome outcome =
        Chaos.run(options(broken.faults(), directory.resolve("run")).before(directory));

    assertThat(outcome.breaches())
        .extracting(Breach::law)
        .as("%s", broken)
        .anyMatch(law -> broken.laws().stream().anyMatch(law::startsWith));
  }

  @Test
  void what_is_not_broken_is_not_found() throws Exception {
    Outcome outcome =
        Chaos.run(
            options(
                Stream.concat(NODE_IS_LOST.stream(), NETWORK_IS_CUT.stream()).toList(),
                Path.of("target", "chaos-whole")));

    assertThat(outcome.breaches()).isEmpty();
  }
}
