package dev.chatroom.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Simulated stories find what is broken: each of these builds breaks one thing. */
class BrokenBuildsTest {

  private static final String STORIES = "dev.chatroom.testkit.simulation.StoriesInABuild";
  private static final Logger OURS = (Logger) LoggerFactory.getLogger("dev.chatroom");

  @TempDir Path directory;

  @BeforeAll
  static void brokenBuildsMayComplain() {
    OURS.setLevel(Level.OFF);
  }

  @AfterAll
  static void othersMayNot() {
    OURS.setLevel(null);
  }

  static Stream<BrokenBuild> brokenBuilds() {
    return Stream.of(
        new BrokenBuild(
            "the two events of one command change places",
            "Verdict.java",
            "drafts.add((at, time) -> posted(",
            "drafts.add(0, (at, time) -> posted(",
            List.of("law 5", "law 1")),
        new BrokenBuild(
            "two events in a row are read in the other order",
            "LocalLog.java",
            "entries.add(entry);",
            "entries.add(Math.max(0, entries.size() - 1), entry);",
            List.of("law 1", "law 2")),
        new BrokenBuild(
            "one lane of a room is not woken",
            "LiveRoom.java",
            "lanes.values().forEach(Lane::signal)",
            "lanes.values().stream().skip(1).forEach(Lane::signal)",
            List.of("law 2", "law 9")),
        new BrokenBuild(
            "a signal that comes during a turn is forgotten",
            "Lane.java",
            "seen = signals.addAndGet(-seen);",
            "signals.set(0); seen = 0;",
            List.of("law 2", "law 9")),
        new BrokenBuild(
            "who reads on is not woken",
            "LiveSession.java",
            "void wake() {\n    lane.wake(cursor);",
            "void wake() {\n",
            List.of("law 2")),
        new BrokenBuild(
            "who is disconnected keeps the nickname",
            "LiveSession.java",
            "if (mayHold) {\n      CloseReason",
            "if (mayHold && closing.reason() != null) {\n      CloseReason",
            List.of("law 4")),
        new BrokenBuild(
            "who leaves has left twice",
            "Verdict.java",
            ": allow((at, time) -> new RoomEvent.Left(at, time, occupant, reason));",
            ": new Several(java.util.Collections.nCopies(2, (at, time) ->"
                + " new RoomEvent.Left(at, time, occupant, reason)));",
            List.of("law 4", "law 3")),
        new BrokenBuild(
            "an answer does not wait for its event",
            "LiveSession.java",
            "answer.appended(position);",
            "answers.complete(answer, new Outcome.Accepted(position));",
            List.of("law 9")),
        new BrokenBuild(
            "who comes back misses one",
            "SessionCursor.java",
            "offset = from.offset();",
            "offset = Math.min(next.roster().offset(), from.offset() + 1);",
            List.of("law 2")),
        new BrokenBuild(
            "who comes back gets one again",
            "SessionCursor.java",
            "offset = from.offset();",
            "offset = Math.max(0, from.offset() - 1);",
            List.of("law 2")),
        new BrokenBuild(
            "the last list is not sent",
            "SessionWriter.java",
            "rosterSeen < given.version()",
            "rosterSeen + 1 < given.version()",
            List.of("law 2")),
        new BrokenBuild(
            "no list comes at the end of a window",
            "ListWindow.java",
            "arm(Duration.between(now, ends));",
            "",
            List.of("law 2")),
        new BrokenBuild(
            "the end of a window is forgotten",
            "ListWindow.java",
            "due = true;",
            "",
            List.of("law 2")),
        new BrokenBuild(
            "nobody is waited for",
            "LiveSession.java",
            "? settings.grace() : Duration.ZERO",
            "? Duration.ZERO : Duration.ZERO",
            List.of("law 4")),
        new BrokenBuild(
            "one tab takes the nickname with it",
            "Verdict.java",
            "seat.sessions().size() == 1",
            "seat.sessions().size() >= 1",
            List.of("law 4")),
        new BrokenBuild(
            "what is tried again is said again",
            "InMemoryLog.java",
            "keyed.put(key, last);",
            "",
            List.of("law 10")),
        new BrokenBuild(
            "what is said to one is said to all",
            "Concern.java",
            "&& (whispered.recipient()",
            "&& (true || whispered.recipient()",
            List.of("law 2")),
        new BrokenBuild(
            "what is deleted is still read",
            "LocalLog.java",
            "target.delete();",
            "",
            List.of("law 2")),
        new BrokenBuild(
            "who is muted speaks",
            "Verdict.java",
            "room.mutedUntil(sender.id(), now)",
            "room.mutedUntil(\"\", now)",
            List.of("order")),
        new BrokenBuild(
            "who is kicked stays",
            "LiveSession.java",
            "CloseReason ends = Concern.ends(entry.event(), this, room);",
            "CloseReason ends = null;",
            List.of("order")),
        new BrokenBuild(
            "it is not told that a log was lost",
            "SessionCursor.java",
            "welcome(next, before.reasonToReset(next));",
            "welcome(next, null);",
            List.of("law 1", "law 2")),
        new BrokenBuild(
            "the wait that is told is a part of a millisecond too short",
            "Documented.java",
            ".plusNanos(999_999)",
            "",
            List.of("law 9")));
  }

  @ParameterizedTest
  @MethodSource("brokenBuilds")
  void is_found(BrokenBuild build) throws Exception {
    Runnable stories =
        CompiledBuild.load(STORIES, Map.of(build.source(), build.brokenSource()), directory);

    Throwable found = catchThrowable(stories::run);

    assertThat(found).isInstanceOf(AssertionError.class);
    String told = String.valueOf(found.getMessage());
    assertThat(build.laws()).as(told).anyMatch(law -> told.contains(": " + law + " ("));
  }

  @Test
  void what_is_not_broken_is_not_found() throws Exception {
    Map<String, String> sources = new LinkedHashMap<>();
    for (BrokenBuild each : brokenBuilds().toList()) {
      sources.put(each.source(), BrokenBuild.wholeSource(each.source()));
    }

    Runnable stories = CompiledBuild.load(STORIES, sources, directory);

    assertThatCode(stories::run).doesNotThrowAnyException();
  }
}
