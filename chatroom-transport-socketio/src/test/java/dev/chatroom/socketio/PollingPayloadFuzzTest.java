package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a client posts: it is taken apart into no more than it was, or is no payload. */
class PollingPayloadFuzzTest {

  static List<byte[]> seeds() {
    return List.of(
        utf8("2\u001E40\u001E42[\"message\",{\"msg\":\"汉字😀\"}]"),
        utf8("4a\u001EbAQIDBA=="),
        utf8("1:22:4010:b4AQIDBA=="),
        utf8("13:42[\"汉字😀\",\"\"]1:2"),
        utf8("9:42[\"Ã©\"]"),
        new byte[] {0, 2, (byte) 255, '4', '0', 1, 3, (byte) 255, 4, 7, 8});
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @MethodSource("seeds")
  @FuzzTest
  void what_is_decoded_encodes_to_the_same_and_is_no_longer(byte[] body) {
    check(body, false, EngineVersion.V4);
    check(body, false, EngineVersion.V3);
    check(body, true, EngineVersion.V3);
  }

  private static void check(byte[] body, boolean binary, EngineVersion version) {
    Optional<List<EnginePacket>> decoded = PollingPayload.decode(body, binary, version);
    if (decoded.isEmpty()) {
      return;
    }
    List<EnginePacket> packets = decoded.get();
    assertThat(packets).hasSizeBetween(1, body.length);
    assertThat(packets.stream().mapToInt(PollingPayloadFuzzTest::bytes).sum())
        .as("bytes of packets")
        .isLessThanOrEqualTo(body.length);
    List<PollingPacket> outgoing = packets.stream().map(PollingPayloadFuzzTest::toWrite).toList();
    PollingPayload.Body again = PollingPayload.encode(outgoing, version, !binary);
    List<EnginePacket> twice =
        PollingPayload.decode(again.bytes(), !again.isText(), version).orElseThrow();
    // Text of Engine.IO 3 may have been encoded once more than it says, which comes off again.
    if (packets.stream().noneMatch(PollingPayloadFuzzTest::isEncodedTwice)) {
      assertThat(twice.stream().map(PollingPayloadFuzzTest::shown).toList())
          .isEqualTo(packets.stream().map(PollingPayloadFuzzTest::shown).toList());
    }
  }

  private static boolean isEncodedTwice(EnginePacket packet) {
    return packet instanceof EnginePacket.Text text
        && text.text().chars().anyMatch(c -> c >= 0x80)
        && text.text().chars().allMatch(c -> c <= 0xFF);
  }

  private static int bytes(EnginePacket packet) {
    return toWrite(packet).length();
  }

  private static PollingPacket toWrite(EnginePacket packet) {
    return packet instanceof EnginePacket.Binary binary
        ? PollingPacket.binary(binary.message())
        : PollingPacket.text(((EnginePacket.Text) packet).text());
  }

  private static String shown(EnginePacket packet) {
    return packet instanceof EnginePacket.Binary binary
        ? "binary " + Arrays.toString(binary.message())
        : ((EnginePacket.Text) packet).text();
  }
}
