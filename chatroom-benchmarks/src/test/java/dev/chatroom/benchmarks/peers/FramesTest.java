package dev.chatroom.benchmarks.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {

  private static final int MASK = 0x81C2E37F;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 7, 8, 9, 15, 125, 126, 65_535, 65_536, 200_001})
  void a_frame_of_a_client_is_read_when_all_of_it_is_there(int length) {
    String text = "0123456789abc".repeat(length / 13 + 1).substring(0, length);
    ByteBuf whole = ofClient(text);
    for (int part : new int[] {0, 1, 2, 5, whole.readableBytes() - 1}) {
      ByteBuf begun = whole.copy(0, Math.min(part, whole.readableBytes() - 1));
      assertThat(Frames.read(begun)).as("%d bytes of it", part).isNull();
      assertThat(begun.readerIndex()).isZero();
    }
    ByteBuf two = Unpooled.copiedBuffer(whole, whole);
    assertThat(readText(two)).isEqualTo(text);
    assertThat(readText(two)).isEqualTo(text);
    assertThat(two.isReadable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 125, 126, 65_535, 65_536})
  void a_frame_of_the_server_says_how_long_it_is(int length) {
    ByteBuf frame = Unpooled.buffer();
    Frames.writeText(frame, new byte[length]);
    assertThat(frame.readUnsignedByte()).isEqualTo((short) 0x81);
    int first = frame.readUnsignedByte();
    long said = first < 126 ? first : first == 126 ? frame.readUnsignedShort() : frame.readLong();
    assertThat(said).isEqualTo(length).isEqualTo(frame.readableBytes());
    assertThat(first)
        .as("the shortest form")
        .isEqualTo(length < 126 ? length : length <= 65_535 ? 126 : 127);
  }

  @Test
  void what_no_client_of_ours_writes_is_an_error() {
    ByteBuf notMasked = Unpooled.buffer();
    Frames.writeText(notMasked, new byte[] {1});
    assertThatThrownBy(() -> Frames.read(notMasked)).isInstanceOf(CorruptedFrameException.class);
    ByteBuf fragment = ofClient("x").setByte(0, Frames.TEXT);
    assertThatThrownBy(() -> Frames.read(fragment)).isInstanceOf(CorruptedFrameException.class);
    ByteBuf tooLong = Unpooled.buffer().writeShort(0x81FF).writeLong(1_000_001).writeInt(MASK);
    assertThatThrownBy(() -> Frames.read(tooLong)).hasMessageContaining("1000001");
  }

  private static String readText(ByteBuf in) {
    Frames.Received frame = Objects.requireNonNull(Frames.read(in));
    assertThat(frame.opcode()).isEqualTo(Frames.TEXT);
    return in.toString(frame.start(), frame.length(), US_ASCII);
  }

  private static ByteBuf ofClient(String text) {
    ByteBuf frame = Unpooled.buffer();
    Frames.writeHeader(frame, Frames.TEXT, text.length());
    frame.setByte(1, frame.getByte(1) | 0x80).writeInt(MASK);
    for (int i = 0; i < text.length(); i++) {
      frame.writeByte(text.charAt(i) ^ (MASK >>> (8 * (3 - i % 4))));
    }
    return frame;
  }
}
