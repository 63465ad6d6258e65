package dev.chatroom.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.CloseReason;
import dev.chatroom.policy.SlowReaderPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** One does not read while much is said, and reads on only when the transport already stops. */
final class ReadingLate {

  private static final int OTHERS = 2;
  private static final int TEXT_BYTES = 32 * 1024;

  /** More than the others may be behind by, who have all when the next is said. */
  private static final int WAITING_BYTES = 3 * TEXT_BYTES;

  /** Nothing falls off the log. */
  private static final int LOG_BYTES = 256 << 20;

  /** Longer than anybody waits here, so that a stop that waits to the end is noticed. */
  private static final Duration DRAIN = Duration.ofMinutes(2);

  private final Venue venue;
  private final List<Guest> others;
  private final Guest late;
  private final List<String> said = new ArrayList<>();

  ReadingLate(Venue venue) {
    this.venue = venue;
    SlowReaderPolicy patient =
        new SlowReaderPolicy(SlowReaderPolicy.Reaction.RESET, Long.MAX_VALUE);
    venue.with(rooms -> rooms.log(100_000, LOG_BYTES).slowReaders(patient));
    this.others = IntStream.range(0, OTHERS).mapToObj(i -> venue.connect("other" + i)).toList();
    this.late = venue.connect("late").stopReading();
  }

  /** That a transport takes more than it may is for another rule. */
  void postUntilSomethingWaits() {
    long most =
        (long) venue.underTest().bytesOnTheWay()
            + venue.limits().maxOutboundBytes()
            + WAITING_BYTES;
    while (venue.room().stats().furthestBehindBytes() < WAITING_BYTES
        && (long) said.size() * TEXT_BYTES <= most) {
      String text = said.size() + " " + "x".repeat(TEXT_BYTES);
      venue.room().post(text);
      said.add("system说:" + text);
      others.forEach(
          each -> venue.await(each.name() + " keeps up", () -> each.heard() == said.size()));
    }
  }

  void stopAndReadOn() {
    CompletableFuture<Void> stopped = venue.stopAside(DRAIN);
    Guest first = others.get(0);
    venue.awaitInRealTime(
        "the stop to begin", () -> stopped.isDone() || first.isGone(), first::toString);
    others.forEach(each -> each.isClosed(CloseReason.GOING_AWAY));
    late.readOn().isClosed(CloseReason.GOING_AWAY);
    assertThat(late.messages().size()).as("messages that the late one got").isEqualTo(said.size());
    assertThat(late.messages()).isEqualTo(said);
    venue.awaitInRealTime("the stop to end", stopped::isDone, late::toString);
    stopped.join();
  }
}
