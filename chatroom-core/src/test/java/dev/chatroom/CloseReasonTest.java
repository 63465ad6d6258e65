package dev.chatroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CloseReasonTest {

  @Test
  void the_numbers_and_words_are_part_of_the_wire_contract() {
    Map<String, Integer> numbers =
        Arrays.stream(CloseReason.values())
            .collect(Collectors.toMap(CloseReason::code, CloseReason::number));

    assertThat(numbers)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("going_away", 4000),
                Map.entry("slow_consumer", 4001),
                Map.entry("timed_out", 4002),
                Map.entry("internal_error", 4003),
                Map.entry("expired", 4004),
                Map.entry("protocol_error", 4500),
                Map.entry("refused", 4501),
                Map.entry("ended", 4502),
                Map.entry("kicked", 4503),
                Map.entry("banned", 4504),
                Map.entry("flooding", 4505),
                Map.entry("members_only", 4506)));
  }

  @Test
  void a_client_comes_back_only_where_that_may_help() {
    assertThat(CloseReason.values())
        .filteredOn(CloseReason::reconnect)
        .containsExactly(
            CloseReason.GOING_AWAY,
            CloseReason.SLOW_CONSUMER,
            CloseReason.TIMED_OUT,
            CloseReason.INTERNAL_ERROR,
            CloseReason.EXPIRED);
  }
}
