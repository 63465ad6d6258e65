package dev.chatroom.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.benchmarks.server.Dialect;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TemplateTest {

  /** Of a frame with a length of two bytes. */
  private static final int MASK_AT = 4;

  private final Template template = new Template(Speech.of(Dialect.PLAIN), "u0000001", 200);

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 1_234_567_890})
  void a_server_that_unmasks_reads_the_number(int number) {
    ByteBuf frame = template.numbered(number, UnpooledByteBufAllocator.DEFAULT);
    byte[] bytes = new byte[frame.readableBytes()];
    frame.readBytes(bytes).release();

    assertThat(unmasked(bytes)).contains("u0000001", "#%010dxxx".formatted(number));
  }

  private static String unmasked(byte[] frame) {
    byte[] text = new byte[frame.length - MASK_AT - 4];
    for (int at = 0; at < text.length; at++) {
      text[at] = (byte) (frame[MASK_AT + 4 + at] ^ frame[MASK_AT + at % 4]);
    }
    return new String(text, StandardCharsets.UTF_8);
  }
}
