package dev.chatroom.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.RoomStats;
import dev.chatroom.policy.SlowReaderPolicy;
import dev.chatroom.spi.ChatMetrics;
import dev.chatroom.testkit.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * One does not read while others talk of what takes many bytes, until the room's log no longer has
 * what the one has not read.
 *
 * <p>The others are never further behind than a part of the log, so whoever is further is the one.
 */
final class SlowReading {

  private static final int OTHERS = 3;
  private static final int TEXT_BYTES = 32 * 1024;

  /** How many messages the others may be behind. */
  private static final int WINDOW = 4;

  private static final int LOG_BYTES = 16 * TEXT_BYTES;

  /** After how many messages who has none of the log is sure to have fallen off it. */
  private static final int SURE = 4;

  private final Venue venue;
  private final Guest slow;
  private final List<Guest> others;
  private final String text = " " + "x".repeat(TEXT_BYTES);
  private final AtomicBoolean fellOff = new AtomicBoolean();
  private int said;

  SlowReading(Venue venue, SlowReaderPolicy.Reaction reaction) {
    this.venue = venue;
    venue.with(
        rooms ->
            rooms
                .log(1_000, LOG_BYTES)
                .metrics(
                    new ChatMetrics() {
                      @Override
                      public void lagged(long bytes, boolean closed) {
                        fellOff.set(true);
                      }
                    })
                .slowReaders(new SlowReaderPolicy(reaction, Long.MAX_VALUE)));
    this.others = IntStream.range(0, OTHERS).mapToObj(i -> venue.connect("other" + i)).toList();
    this.slow = venue.connect("slow").stopReading();
  }

  /**
   * Until then all that is said may be on its way to the one: in what waits for it, in what the
   * system has, in what was being written.
   */
  void talkUntilItIsTooFarBehind() {
    long most =
        (long) venue.underTest().bytesOnTheWay()
            + venue.limits().maxOutboundBytes()
            + 2 * LOG_BYTES;
    int without = 0;
    while (without < SURE && !fellOff.get()) {
      long sent = (long) said * TEXT_BYTES;
      assertThat(sent)
          .as("bytes that were written to a client that does not read")
          .isLessThanOrEqualTo(most);
      say();
      without = somebodyHasNoneOfTheLog() ? without + 1 : 0;
    }
  }

  private boolean somebodyHasNoneOfTheLog() {
    RoomStats stats = venue.room().stats();
    boolean isFull = stats.logBytes() > LOG_BYTES - 2 * TEXT_BYTES;
    return isFull && stats.furthestBehindBytes() >= stats.logBytes();
  }

  private void say() {
    venue.room().post(said + text);
    said++;
    for (Guest each : others) {
      venue.await(each.name() + " keeps up", () -> each.heard() >= said - WINDOW);
    }
  }

  void isToldWhatItMissed() {
    // Then there is nothing new, and only that it reads on brings the slow one what it missed.
    othersHaveAll();
    slow.readOn();
    slow.seesReset("lagged");
    say();
    int last = said - 1;
    venue.await("slow has the last", () -> number(lastMessage()) == last);
    int expected = 0;
    for (Received each : slow.received()) {
      if (each.event().equals("history")) {
        List<String> lines = each.lines();
        expected = lines.isEmpty() ? expected : number(lines.get(lines.size() - 1)) + 1;
      } else if (each.event().equals("message")) {
        assertThat(number(each.lines().get(0))).as("next number, %s", slow).isEqualTo(expected);
        expected++;
      }
    }
    assertThat(expected).isEqualTo(said);
  }

  private String lastMessage() {
    List<Received> all = slow.received();
    for (int i = all.size() - 1; i >= 0; i--) {
      List<String> lines = all.get(i).lines();
      if (!lines.isEmpty()) {
        return lines.get(lines.size() - 1);
      }
    }
    return "system说:-1 ";
  }

  private static int number(String line) {
    return Integer.parseInt(line.substring("system说:".length(), line.indexOf(' ')));
  }

  void isClosed() {
    venue.await(
        "the session of the slow one ends", () -> venue.room().stats().sessions() == OTHERS);
    slow.readOn();
    slow.isEnded(WireListener.NO_CODE);
    assertThat(slow.transcript())
        .as("%s", slow)
        .allMatch(each -> !each.startsWith("closed") || each.equals("closed slow_consumer"));
  }

  void othersHaveAll() {
    for (Guest each : others) {
      venue.await(each.name() + " has all", () -> each.heard() == said);
      List<Integer> numbers = new ArrayList<>();
      each.messages().forEach(line -> numbers.add(number(line)));
      assertThat(numbers)
          .as("numbers that %s heard", each.name())
          .isEqualTo(IntStream.range(0, said).boxed().toList());
      assertThat(each.received()).as("%s", each).noneMatch(got -> got.event().equals("reset"));
    }
  }
}
