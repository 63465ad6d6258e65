package dev.chatroom.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.testkit.Received;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a guest remembers of its connections. */
class GuestRecordTest {

  private final GuestRecord record = new GuestRecord();

  @Test
  void what_comes_before_the_connection_is_cut_is_heard_and_nothing_after() {
    GuestRecord.Connection first = record.begin();
    first.event("message", said("before", "e-1"));
    first.cut();
    first.event("message", said("too late", "e-2"));
    first.ended(1006, "");
    assertThat(record.received()).extracting(Received::event).containsExactly("message");
    assertThat(record.lastId()).isEqualTo("e-1");
    assertThat(first.ended()).isTrue();
    assertThat(record.faults()).isEmpty();
  }

  @Test
  void the_connection_after_it_is_heard() {
    record.begin().cut();
    record.begin().event("nicknames", List.of("tom"));
    assertThat(record.received()).hasSize(1);
  }

  private static Map<String, String> said(String text, String id) {
    return Map.of("nickname", "ann", "msg", text, "id", id);
  }
}
