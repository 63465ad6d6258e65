package dev.chatroom.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.RoomEvent;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FollowerTest {

  private final List<String> told = new ArrayList<>();
  private final Follower follower = new Follower(new Told());

  /** Writes down what the tail is told. */
  private final class Told implements LogTail {
    @Override
    public void opened(LogSnapshot snapshot) {
      told.add("opened at " + snapshot.head());
    }

    @Override
    public void appended(LogEntry entry) {
      told.add(((RoomEvent.Posted) entry.event()).message().text());
    }

    @Override
    public void readable() {}

    @Override
    public void signalled(Signal signal) {}
  }

  private static String said(String text) {
    return """
        {"type":"posted","time":1,"end":1,"session":"s","command":"1","address":"",
        "sender":{"text":"tom","key":"tom","look":"tom"},"text":"%s","author":"tom"}"""
        .formatted(text)
        .replace("\n", "");
  }

  private static Bell bell(long first, String... texts) {
    return new Bell("e", first, List.of(texts).stream().map(FollowerTest::said).toList());
  }

  /** A log that stands at an offset, with one event to show for it. */
  private Follower.Next opensAt(String epoch, long head, String last) {
    follower.beginReading();
    List<Object> nothing = List.of();
    List<Object> kept = List.of(String.valueOf(head), said(last));
    return follower.opened(
        new SnapshotReply(
            new Reply(
                List.of(
                    "ok",
                    epoch,
                    String.valueOf(head),
                    "{\"moderated\":false,\"membersOnly\":false}",
                    "",
                    nothing,
                    nothing,
                    nothing,
                    nothing,
                    kept))));
  }

  private Follower.Next reads(String epoch, long head, long first, Reply.Raw... events) {
    return follower.read(epoch, head, first, List.of(events));
  }

  private static Reply.Raw raw(long offset, String text) {
    return new Reply.Raw(offset, said(text));
  }

  @Test
  void bells_that_follow_on_are_told() {
    opensAt("e", 5, "five");

    assertThat(follower.heard(bell(6, "six"))).isEqualTo(Follower.Next.LISTEN);
    assertThat(follower.heard(bell(7, "seven", "eight"))).isEqualTo(Follower.Next.LISTEN);

    assertThat(told).containsExactly("opened at e-5", "six", "seven", "eight");
  }

  @Test
  void law02_after_a_gap_the_stream_is_read() {
    opensAt("e", 5, "five");

    assertThat(follower.heard(bell(7, "seven"))).isEqualTo(Follower.Next.READ);
    follower.beginReading();
    assertThat(reads("e", 7, 1, raw(5, "five"), raw(6, "six"), raw(7, "seven")))
        .isEqualTo(Follower.Next.LISTEN);

    assertThat(told).containsExactly("opened at e-5", "six", "seven");
  }

  @Test
  void law02_what_rings_while_the_stream_is_read_is_told_once_and_after_it() {
    opensAt("e", 5, "five");
    follower.beginReading();

    assertThat(follower.heard(bell(6, "six"))).isEqualTo(Follower.Next.LISTEN);
    assertThat(follower.heard(bell(7, "seven"))).isEqualTo(Follower.Next.LISTEN);
    assertThat(told).containsExactly("opened at e-5");
    reads("e", 6, 1, raw(5, "five"), raw(6, "six"));

    assertThat(told).containsExactly("opened at e-5", "six", "seven");
  }

  @Test
  void law08_so_many_bells_wait_and_the_stream_has_the_rest() {
    opensAt("e", 0, "none");
    follower.beginReading();
    IntStream.rangeClosed(1, 5_000).forEach(each -> follower.heard(bell(each, "m" + each)));

    assertThat(reads("e", 0, 1)).isEqualTo(Follower.Next.READ);
    assertThat(told).hasSize(1 + 256);
  }

  @Test
  void law02_what_was_trimmed_past_begins_anew() {
    opensAt("e", 5, "five");
    follower.beginReading();

    assertThat(reads("e", 90, 80, raw(80, "eighty"))).isEqualTo(Follower.Next.OPEN);
  }

  @Test
  void law02_another_epoch_begins_anew() {
    opensAt("e", 5, "five");

    assertThat(follower.heard(new Bell("other", 6, List.of(said("six")))))
        .isEqualTo(Follower.Next.OPEN);
    follower.beginReading();
    assertThat(reads("other", 5, 1, raw(5, "five"))).isEqualTo(Follower.Next.OPEN);
    assertThat(told).hasSize(1);
  }

  @Test
  void law02_a_log_that_stands_before_what_was_read_has_lost_something() {
    opensAt("e", 5, "five");
    follower.beginReading();

    assertThat(reads("e", 4, 1)).isEqualTo(Follower.Next.ROTATE);
  }

  @Test
  void law02_a_log_with_something_else_at_the_same_place_has_lost_something() {
    opensAt("e", 5, "five");
    follower.heard(bell(6, "six"));
    follower.beginReading();
    String other = said("six").replace("\"command\":\"1\"", "\"command\":\"2\"");

    assertThat(reads("e", 7, 1, new Reply.Raw(6, other), raw(7, "seven")))
        .isEqualTo(Follower.Next.ROTATE);
    assertThat(told).doesNotContain("seven");
  }

  @Test
  void a_message_that_has_lost_its_words_is_the_same_message() {
    opensAt("e", 5, "five");
    follower.beginReading();

    assertThat(reads("e", 6, 1, raw(5, ""), raw(6, "six"))).isEqualTo(Follower.Next.LISTEN);
    assertThat(told).containsExactly("opened at e-5", "six");
  }

  @Test
  void law08_what_was_read_before_its_bell_comes_is_not_read_again() {
    opensAt("e", 5, "five");
    follower.beginReading();
    reads("e", 8, 1, raw(5, "five"), raw(6, "six"), raw(7, "seven"), raw(8, "eight"));

    assertThat(follower.heard(bell(6, "six"))).isEqualTo(Follower.Next.LISTEN);
    assertThat(follower.heard(bell(8, "eight", "nine"))).isEqualTo(Follower.Next.LISTEN);

    assertThat(told).containsExactly("opened at e-5", "six", "seven", "eight", "nine");
  }

  @Test
  void law01_a_bell_with_something_else_than_was_read_there_makes_it_look_at_the_stream() {
    opensAt("e", 5, "five");
    follower.beginReading();
    reads("e", 6, 1, raw(5, "five"), raw(6, "six"));

    assertThat(follower.heard(bell(6, "another"))).isEqualTo(Follower.Next.READ);
  }

  @Test
  void law08_what_a_newcomer_was_given_is_not_read_again_either() {
    opensAt("e", 5, "five");

    assertThat(follower.heard(bell(5, "five"))).isEqualTo(Follower.Next.LISTEN);
    assertThat(follower.heard(bell(4, "four"))).isEqualTo(Follower.Next.READ);
    assertThat(follower.heard(bell(5, "another"))).isEqualTo(Follower.Next.READ);
  }

  @Test
  void law08_only_so_many_events_are_known() {
    opensAt("e", 0, "none");
    follower.beginReading();
    reads(
        "e",
        90,
        1,
        IntStream.rangeClosed(1, 90)
            .mapToObj(each -> raw(each, "m" + each))
            .toArray(Reply.Raw[]::new));

    assertThat(follower.heard(bell(27, "m27"))).isEqualTo(Follower.Next.LISTEN);
    assertThat(follower.heard(bell(26, "m26"))).isEqualTo(Follower.Next.READ);
  }

  @Test
  void a_bell_that_rings_again_brings_nothing_new() {
    opensAt("e", 5, "five");
    follower.heard(bell(6, "six"));

    assertThat(follower.heard(bell(6, "six"))).isEqualTo(Follower.Next.LISTEN);
    assertThat(told).containsExactly("opened at e-5", "six");
  }

  @Test
  void long_streams_are_read_in_parts() {
    opensAt("e", 5, "five");
    follower.beginReading();

    assertThat(reads("e", 9, 1, raw(5, "five"), raw(6, "six"))).isEqualTo(Follower.Next.READ);
  }
}
