package dev.chatroom.internal;

import static dev.chatroom.internal.Events.bounds;
import static dev.chatroom.internal.Events.emptyLog;
import static dev.chatroom.internal.Events.history;
import static dev.chatroom.internal.Events.joined;
import static dev.chatroom.internal.Events.left;
import static dev.chatroom.internal.Events.names;
import static dev.chatroom.internal.Events.occupant;
import static dev.chatroom.internal.Events.posted;
import static dev.chatroom.internal.Events.snapshot;
import static dev.chatroom.internal.Events.texts;
import static dev.chatroom.internal.Events.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.chatroom.RoomOptions;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomViewTest {

  private static final long PLENTY = 1L << 40;
  private static final RoomOptions.History ALL = history(1_000, PLENTY);

  private static EventRing unwatched(int maxEvents) {
    return new EventRing(0, bounds(maxEvents, PLENTY), entry -> {});
  }

  private static void append(EventRing ring, LogEntry... entries) {
    for (LogEntry entry : entries) {
      ring.append(new TailEntry(entry));
    }
  }

  private static List<String> said(RoomView view, EventRing ring) {
    return texts(view.welcome(ring).history());
  }

  @Test
  void reads_when_somebody_asks() {
    RoomView view = view(emptyLog(), List.of(), ALL);
    EventRing ring = unwatched(100);
    append(ring, joined(1, "tom"), joined(2, "ann"), posted(3, "tom", "hi"));

    Roster roster = view.roster(ring);

    assertThat(names(roster.occupants())).containsExactly("tom", "ann");
    assertThat(roster.frames().get(0).data()).isEqualTo(List.of("tom", "ann"));
    assertThat(roster.offset()).isEqualTo(3);
    assertThat(roster.version()).isEqualTo(2);
  }

  @Test
  void reads_nothing_before_and_does_not_guess_what_it_missed() {
    RoomView view = view(emptyLog(), List.of(), ALL);
    EventRing ring = unwatched(2);
    append(ring, joined(1, "tom"), joined(2, "ann"), joined(3, "zoe"));

    assertThatIllegalStateException()
        .isThrownBy(() -> view.roster(ring))
        .withMessage("offset 1 was dropped before it was read");
  }

  @Test
  void is_made_to_read_what_is_about_to_be_dropped() {
    RoomView view = view(emptyLog(), List.of(), ALL);
    EventRing[] ring = new EventRing[1];
    ring[0] =
        new EventRing(0, bounds(2, PLENTY), entry -> view.readThrough(entry.offset(), ring[0]));

    append(ring[0], joined(1, "tom"), posted(2, "tom", "hi"), joined(3, "ann"), left(4, "tom"));

    assertThat(names(view.roster(ring[0]).occupants())).containsExactly("ann");
    assertThat(said(view, ring[0])).containsExactly("hi");
  }

  @Test
  void the_list_is_made_once_until_somebody_comes_or_goes() {
    RoomView view = view(emptyLog(), List.of(), ALL);
    EventRing ring = unwatched(100);
    append(ring, joined(1, "tom"));
    Roster before = view.roster(ring);

    append(ring, posted(2, "tom", "hi"));
    Roster after = view.roster(ring);

    assertThat(after.frames()).isSameAs(before.frames());
    assertThat(after.version()).isEqualTo(1);
    assertThat(after.offset()).isEqualTo(2);

    append(ring, joined(3, "ann"));
    assertThat(view.roster(ring).frames()).isNotSameAs(before.frames());
    assertThat(view.roster(ring).version()).isEqualTo(3);
  }

  @Test
  void newcomers_at_one_place_share_one_welcome() {
    RoomView view = view(emptyLog(), List.of(), ALL);
    EventRing ring = unwatched(100);
    append(ring, joined(1, "tom"), posted(2, "tom", "hi"));
    Welcome first = view.welcome(ring);

    assertThat(view.welcome(ring)).isSameAs(first);

    append(ring, posted(3, "tom", "anybody?"));
    Welcome later = view.welcome(ring);
    assertThat(texts(first.history())).containsExactly("hi");
    assertThat(texts(later.history())).containsExactly("hi", "anybody?");
    assertThat(later.roster().offset()).isEqualTo(3);
  }

  @Test
  void history_has_no_more_messages_than_it_may() {
    RoomView view = view(emptyLog(), List.of(), history(2, PLENTY));
    EventRing ring = unwatched(100);
    append(ring, joined(1, "tom"));
    append(ring, posted(2, "tom", "1"), posted(3, "tom", "2"), posted(4, "tom", "3"));

    assertThat(said(view, ring)).containsExactly("2", "3");
  }

  @Test
  void history_has_no_more_bytes_than_it_may() {
    long twoOfThem = 2 * (EventWeight.BASE_BYTES + 10);
    RoomView view = view(emptyLog(), List.of(), history(100, twoOfThem));
    EventRing ring = unwatched(100);
    append(ring, posted(1, "tom", "ten bytes1"), posted(2, "tom", "ten bytes2"));
    append(ring, posted(3, "tom", "ten bytes3"));
    assertThat(said(view, ring)).containsExactly("ten bytes2", "ten bytes3");

    append(ring, posted(4, "tom", "x".repeat(1_000)));
    assertThat(said(view, ring)).isEmpty();

    append(ring, posted(5, "tom", "ten bytes5"));
    assertThat(said(view, ring)).containsExactly("ten bytes5");
  }

  @Test
  void history_may_be_none() {
    RoomView view = view(emptyLog(), List.of(), history(0, PLENTY));
    EventRing ring = unwatched(100);
    append(ring, posted(1, "tom", "hi"));

    assertThat(said(view, ring)).isEmpty();
  }

  @Test
  void begins_where_the_snapshot_stands() {
    LogSnapshot snapshot =
        snapshot(
            3,
            List.of(occupant("tom")),
            List.of(joined(1, "tom"), posted(2, "tom", "hi"), posted(3, "tom", "anybody?")));
    RoomView view = view(snapshot, snapshot.recent().stream().map(TailEntry::new).toList(), ALL);
    EventRing ring = new EventRing(3, bounds(100, PLENTY), entry -> {});

    assertThat(names(view.roster(ring).occupants())).containsExactly("tom");
    assertThat(view.roster(ring).offset()).isEqualTo(3);
    assertThat(said(view, ring)).containsExactly("hi", "anybody?");
  }
}
