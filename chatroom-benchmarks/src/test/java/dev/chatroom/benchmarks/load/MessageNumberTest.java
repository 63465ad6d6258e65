package dev.chatroom.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageNumberTest {

  private static final String EVENT =
      "42[\"message\",{\"nickname\":\"a#1\",\"msg\":\"#0000000000xx\"}]";
  private static final int AT = EVENT.indexOf("#0");

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 10, 12_345, 1_234_567_890, Integer.MAX_VALUE})
  void is_read_as_it_was_written(int number) {
    byte[] bytes = EVENT.getBytes(UTF_8);
    MessageNumber.writeDigits(bytes, AT + 1, number);
    ByteBuffer event = ByteBuffer.wrap(bytes);

    assertThat(new String(bytes, UTF_8)).contains("#%010dxx".formatted(number));
    assertThat(MessageNumber.find(event, 0, bytes.length)).isEqualTo(AT);
    assertThat(MessageNumber.read(event, AT, bytes.length)).isEqualTo(number);
  }

  @Test
  void one_that_is_not_all_there_is_none() {
    ByteBuffer event = ByteBuffer.wrap(EVENT.getBytes(UTF_8));
    int end = AT + MessageNumber.BYTES;

    assertThat(MessageNumber.read(event, AT, end)).isZero();
    assertThat(MessageNumber.read(event, AT, end - 1)).isNegative();
    assertThat(MessageNumber.find(event, 0, end - 1)).isNegative();
  }

  @Test
  void where_there_is_none_there_is_none() {
    ByteBuffer event = ByteBuffer.wrap(EVENT.replace("#000", "#0/0").getBytes(UTF_8));
    int end = event.limit();

    assertThat(MessageNumber.find(event, 0, end)).isNegative();
    assertThat(MessageNumber.read(event, AT, end)).isNegative();
    assertThat(MessageNumber.read(event, end - 3, end)).isNegative();
    assertThat(MessageNumber.read(event, 0, end)).isNegative();
  }
}
