package dev.chatroom.internal;

import static dev.chatroom.internal.Events.bounds;
import static dev.chatroom.internal.Events.posted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class EventRingTest {

  private static final long PLENTY = 1L << 40;

  private final List<Long> evicted = new ArrayList<>();

  private EventRing ring(int maxEvents, long maxBytes) {
    return new EventRing(0, bounds(maxEvents, maxBytes), entry -> evicted.add(entry.offset()));
  }

  private static TailEntry said(long offset, String text) {
    return new TailEntry(posted(offset, "tom", text));
  }

  private static void append(EventRing ring, int events) {
    for (int i = 0; i < events; i++) {
      ring.append(said(ring.head() + 1, ""));
    }
  }

  /** The offsets that can be read. */
  private static List<Long> readable(EventRing ring) {
    List<Long> offsets = new ArrayList<>();
    for (long offset = 0; offset <= ring.head() + 2; offset++) {
      TailEntry entry = ring.get(offset);
      if (entry != null) {
        assertThat(entry.offset()).isEqualTo(offset);
        offsets.add(offset);
      }
    }
    return offsets;
  }

  @Test
  void is_empty_at_first() {
    EventRing ring = new EventRing(41, bounds(8, PLENTY), entry -> evicted.add(entry.offset()));

    assertThat(ring.head()).isEqualTo(41);
    assertThat(ring.first()).isEqualTo(42);
    assertThat(readable(ring)).isEmpty();
  }

  @Test
  void keeps_the_newest_events() {
    EventRing ring = ring(3, PLENTY);

    append(ring, 5);

    assertThat(readable(ring)).containsExactly(3L, 4L, 5L);
    assertThat(ring.first()).isEqualTo(3);
    assertThat(ring.head()).isEqualTo(5);
  }

  @Test
  void keeps_exactly_as_many_as_it_may_also_beyond_its_first_slots() {
    for (int bound : new int[] {1, 15, 16, 17, 33, 100}) {
      EventRing ring = ring(bound, PLENTY);

      append(ring, 3 * bound);

      assertThat(readable(ring)).as("bound %s", bound).hasSize(bound);
      assertThat(ring.first()).isEqualTo(2L * bound + 1);
    }
  }

  @Test
  void grows_without_losing_anything() {
    EventRing ring = ring(1_000, PLENTY);

    append(ring, 20);
    List<Long> before = readable(ring);
    append(ring, 500);

    assertThat(before).hasSize(20);
    assertThat(readable(ring)).hasSize(520);
    assertThat(evicted).isEmpty();
  }

  @Test
  void takes_no_more_room_however_long_the_log_has_become() {
    EventRing ring =
        new EventRing(1L << 40, bounds(8, PLENTY), entry -> evicted.add(entry.offset()));

    // Each time that it grew it would double, and soon be larger than any heap.
    append(ring, 100);

    assertThat(ring.first()).isEqualTo(ring.head() - 7);
  }

  @Test
  void keeps_no_more_bytes_than_it_may() {
    EventRing ring = ring(100, 3 * (EventWeight.BASE_BYTES + 10));

    for (long offset = 1; offset <= 4; offset++) {
      ring.append(said(offset, "ten bytes."));
    }
    assertThat(readable(ring)).containsExactly(2L, 3L, 4L);

    ring.append(said(5, "eleven byte"));
    assertThat(readable(ring)).containsExactly(4L, 5L);
  }

  @Test
  void gets_its_bytes_back_when_it_drops_events() {
    EventRing ring = ring(2, 2 * (EventWeight.BASE_BYTES + 10));

    for (long offset = 1; offset <= 1_000; offset++) {
      ring.append(said(offset, "ten bytes."));
    }

    assertThat(readable(ring)).containsExactly(999L, 1_000L);
  }

  @Test
  void keeps_one_event_whatever_it_weighs() {
    EventRing ring = ring(100, 1_000);
    append(ring, 3);

    ring.append(said(4, "x".repeat(5_000)));
    assertThat(readable(ring)).containsExactly(4L);

    ring.append(said(5, ""));
    assertThat(readable(ring)).containsExactly(5L);
  }

  @Test
  void says_which_event_it_is_about_to_drop() {
    List<Boolean> stillThere = new ArrayList<>();
    EventRing[] ring = new EventRing[1];
    ring[0] =
        new EventRing(
            0,
            bounds(2, PLENTY),
            entry -> {
              evicted.add(entry.offset());
              stillThere.add(ring[0].get(entry.offset()) != null);
            });

    append(ring[0], 4);

    assertThat(evicted).containsExactly(1L, 2L);
    assertThat(stillThere).containsExactly(true, true);
  }

  @Test
  void a_reader_that_was_overtaken_finds_nothing_and_never_another_event() {
    EventRing ring = ring(16, PLENTY);
    append(ring, 16);

    append(ring, 16);

    // Offset 1 had the slot that offset 17 has now.
    assertThat(ring.get(1)).isNull();
    assertThat(readable(ring)).hasSize(16).startsWith(17L);
  }

  @Test
  void takes_events_without_a_gap_only() {
    EventRing ring = ring(16, PLENTY);
    append(ring, 2);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ring.append(said(4, "")))
        .withMessage("offset: 4 (expected: 3)");
    assertThatIllegalArgumentException().isThrownBy(() -> ring.append(said(2, "")));
  }

  @Test
  void readers_beside_the_appender_meet_each_event_or_learn_that_it_is_gone() throws Exception {
    int events = 100_000;
    EventRing ring = new EventRing(0, bounds(200, PLENTY), entry -> {});
    Callable<Long> appender =
        () -> {
          append(ring, events);
          return ring.head();
        };
    Callable<Long> reader =
        () -> {
          long next = 1;
          while (next <= events) {
            if (next > ring.head()) {
              Thread.onSpinWait();
              continue;
            }
            TailEntry entry = ring.get(next);
            if (entry == null) {
              // Dropping may be under way: the slot is cleared before `first` moves on.
              assertThat(ring.first()).isGreaterThanOrEqualTo(next);
            } else {
              assertThat(entry.offset()).isEqualTo(next);
            }
            next++;
          }
          return next - 1;
        };

    try (Contest contest = new Contest()) {
      assertThat(contest.between(List.of(appender, reader, reader))).containsOnly((long) events);
    }
  }
}
