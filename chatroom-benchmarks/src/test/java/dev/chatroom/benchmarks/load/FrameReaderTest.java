package dev.chatroom.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FrameReaderTest {

  private static final List<String> TEXTS =
      List.of(
          "", "2", "a".repeat(125), "b".repeat(126), "c".repeat(40_000), "d".repeat(65_536), "e");

  private final List<String> seen = new ArrayList<>();
  private final FrameReader reader = new FrameReader();

  private void read(byte[] bytes, int from, int to) {
    ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
    reader.read(in, this::see);
    assertThat(in.remaining()).isZero();
  }

  private void see(int opcode, ByteBuffer bytes, int start, int end) {
    byte[] payload = new byte[end - start];
    bytes.get(start, payload);
    seen.add(
        (opcode == ClientFrame.TEXT ? "" : opcode + ":")
            + new String(payload, StandardCharsets.UTF_8));
  }

  /** A server does not mask (RFC 6455 §5.1). */
  private static byte[] serverFrames(List<String> texts) {
    ByteBuffer frames = ByteBuffer.allocate(1 << 18);
    for (String text : texts) {
      frames.put((byte) (0x80 | ClientFrame.TEXT));
      int length = text.length();
      if (length < 126) {
        frames.put((byte) length);
      } else if (length < 1 << 16) {
        frames.put((byte) 126).putShort((short) length);
      } else {
        frames.put((byte) 127).putLong(length);
      }
      frames.put(text.getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = new byte[frames.position()];
    frames.flip().get(bytes);
    return bytes;
  }

  @Test
  void frames_of_all_lengths_in_one_read() {
    byte[] bytes = serverFrames(TEXTS);
    read(bytes, 0, bytes.length);

    assertThat(seen).isEqualTo(TEXTS);
  }

  @Test
  void frames_split_at_any_point() {
    List<String> texts = List.of("2", "b".repeat(130), "", "c".repeat(300), "e");
    byte[] bytes = serverFrames(texts);
    for (int split = 0; split <= bytes.length; split++) {
      seen.clear();
      read(bytes, 0, split);
      read(bytes, split, bytes.length);

      assertThat(seen).as("split at %d", split).isEqualTo(texts);
    }
  }

  @Test
  void frames_in_pieces_of_any_size() {
    byte[] bytes = serverFrames(TEXTS);
    for (int size : new int[] {1, 2, 3, 7, 127, 4096}) {
      seen.clear();
      for (int at = 0; at < bytes.length; at += size) {
        read(bytes, at, Math.min(bytes.length, at + size));
      }
      assertThat(seen).as("pieces of %d", size).isEqualTo(TEXTS);
    }
  }

  @Test
  void control_frames_have_their_opcodes() {
    byte[] bytes = {(byte) 0x89, 1, 'p', (byte) 0x88, 0};
    read(bytes, 0, bytes.length);

    assertThat(seen).containsExactly("9:p", "8:");
  }

  @Test
  void a_masked_frame_is_none_of_a_server() {
    byte[] bytes = ClientFrame.text("masked");

    assertThatThrownBy(() -> read(bytes, 0, bytes.length))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("unmasked");
  }
}
