package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a message of Engine.IO carries. */
class SocketIoPacketFuzzTest {

  private static final int DEPTH = 32;

  static List<byte[]> seeds() {
    return Stream.of(
            "0",
            "0{\"token\":\"a\"}",
            "0/admin?x=1,{}",
            "1/a,",
            "2[\"message\",{\"msg\":\"汉\"}]",
            "217[\"nickname\",\"tom\"]",
            "2/a,17[\"b\"]",
            "311[{\"a\":[1,null,true,1.5e3]}]",
            "52-7[\"x\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]",
            "61-/a,7[{\"_placeholder\":true,\"num\":9}]")
        .map(each -> each.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  @MethodSource("seeds")
  @FuzzTest
  void a_packet_is_what_its_parts_make_and_its_beginning_says_the_same(byte[] message) {
    String text = new String(message, StandardCharsets.UTF_8);
    Optional<SocketIoPacket> parsed = SocketIoPacket.parse(text);
    SocketIoPacket.parseBeginning(text);
    if (parsed.isEmpty()) {
      return;
    }
    SocketIoPacket packet = parsed.get();
    assertThat(packet.attachments()).isNotNegative();
    assertThat(packet.namespace()).startsWith("/").hasSizeLessThanOrEqualTo(257);
    assertThat(packet.ackId()).matches("[0-9]{0,18}");
    assertThat(text).endsWith(packet.json());
    packet.arguments(List.of()).ifPresent(plain -> check(text, packet, plain));
    int attached = Math.min(packet.attachments(), Attachments.MAX);
    List<byte[]> attachments = Collections.nCopies(attached, new byte[] {1});
    packet
        .arguments(attachments)
        .ifPresent(arguments -> assertThat(depth(arguments)).isLessThan(DEPTH + 1));
  }

  private static void check(String text, SocketIoPacket packet, List<@Nullable Object> plain) {
    assertThat(depth(plain)).isLessThanOrEqualTo(DEPTH);
    boolean isBeginning = packet.type() == SocketIoPacket.Type.EVENT || packet.attachments() > 0;
    if (packet.isEvent() && isBeginning && !plain.isEmpty() && plain.get(0) instanceof String) {
      String counted = packet.type() == SocketIoPacket.Type.EVENT ? "" : packet.attachments() + "-";
      String again = "4" + text.charAt(0) + counted + packet.ackId() + packet.json();
      SocketIoPacket.parseBeginning(again)
          .ifPresent(
              beginning -> {
                assertThat(beginning.event()).isEqualTo(plain.get(0));
                assertThat(beginning.ackId()).isEqualTo(packet.ackId());
              });
    }
  }

  static int depth(@Nullable Object value) {
    int deepest = 0;
    if (value instanceof List<?> list) {
      for (Object each : list) {
        deepest = Math.max(deepest, depth(each));
      }
    } else if (value instanceof Map<?, ?> map) {
      for (Object each : map.values()) {
        deepest = Math.max(deepest, depth(each));
      }
    } else {
      return 0;
    }
    return deepest + 1;
  }
}
