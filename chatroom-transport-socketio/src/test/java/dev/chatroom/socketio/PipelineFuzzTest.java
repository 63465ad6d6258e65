package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes come on a few connections, one after the other. */
class PipelineFuzzTest {

  /** Where the next connection begins. */
  private static final String NEXT = "\u00FF\u00FE";

  private static final int FIXED_ANSWER_BYTES = 64 * 1024;
  private static final int ANSWER_BYTES_PER_BYTE = 512;

  private static final String OPEN =
      "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String OPEN3 = OPEN.replace("EIO=4", "EIO=3");
  private static final String POLL =
      "GET /socket.io/?EIO=4&transport=polling&sid="
          + FuzzedServer.SID
          + " HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String UPGRADE =
      String.join(
          "\r\n",
          "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
          "Host: x",
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "Sec-WebSocket-Version: 13",
          "",
          "");

  static List<byte[]> seeds() {
    return Stream.of(
            "GET / HTTP/1.1\r\nHost: x\r\n\r\nHEAD /css/a.css HTTP/1.0\r\n\r\n",
            OPEN + NEXT + post("", "40") + NEXT + POLL,
            OPEN
                + NEXT
                + post(
                    "", "40\u001E420[\"nickname\",\"tom\"]\u001E42[\"message\",{\"msg\":\"hi\"}]")
                + NEXT
                + POLL,
            OPEN3
                + NEXT
                + post("Content-Type: application/x-www-form-urlencoded\r\n", "d=2%3A41")
                + NEXT
                + POLL
                + NEXT
                + POLL,
            OPEN3 + NEXT + post("Content-Type: application/octet-stream\r\n", "\0\2\u00FF41"),
            UPGRADE
                + frame("40")
                + frame("421[\"nickname\",\"ann\"]")
                + frame("451-[\"a\",{\"_placeholder\":true,\"num\":0}]"),
            OPEN
                + NEXT
                + UPGRADE.replace("websocket ", "websocket&sid=" + FuzzedServer.SID + " ")
                + frame("2probe")
                + frame("5")
                + frame("40"),
            "OPTIONS /socket.io/ HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\n\r\n",
            "POST /socket.io/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n")
        .map(each -> each.getBytes(StandardCharsets.ISO_8859_1))
        .toList();
  }

  private static String post(String headers, String body) {
    return "POST /socket.io/?EIO=4&transport=polling&sid="
        + FuzzedServer.SID
        + " HTTP/1.1\r\nHost: x\r\nContent-Length: "
        + body.length()
        + "\r\n"
        + headers
        + "\r\n"
        + body;
  }

  private static String frame(String packet) {
    return "\u0081" + (char) (0x80 | packet.length()) + "\0\0\0\0" + packet;
  }

  @MethodSource("seeds")
  @FuzzTest
  void no_bytes_disturb_the_server(byte[] input) {
    String[] connections = new String(input, StandardCharsets.ISO_8859_1).split(NEXT, -1);
    try (FuzzedServer server = new FuzzedServer()) {
      for (String each : connections) {
        server.send(each.getBytes(StandardCharsets.ISO_8859_1));
      }
      assertThat(server.written())
          .isLessThanOrEqualTo(FIXED_ANSWER_BYTES + (long) ANSWER_BYTES_PER_BYTE * input.length);
    }
  }
}
