package dev.chatroom.socketio;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in the query of a handshake, and in the headers. */
class HandshakeFuzzTest {

  static List<byte[]> seeds() {
    return Stream.of(
            "transport=polling&EIO=3",
            "transport=polling&EIO=3&j=7&room=lobby&since=a-1&token=x",
            "transport=polling&EIO=4&presence=delta HTTP/1.1\r\nOrigin: http://x:80\r\nCookie: io=1",
            "transport=polling&EIO=3&room=%00&password=%E6%B1%89",
            "EIO=5&sid=../x&transport=websocket",
            "transport=polling&EIO=4 HTTP/1.1\r\nOrigin: null\r\nHost: [::1]:3000")
        .map(each -> each.getBytes(StandardCharsets.US_ASCII))
        .toList();
  }

  @MethodSource("seeds")
  @FuzzTest
  void no_handshake_disturbs_the_server(byte[] query) {
    String text = new String(query, StandardCharsets.ISO_8859_1);
    String request =
        "GET /socket.io/?"
            + text
            + (text.contains(" HTTP/") ? "" : " HTTP/1.1")
            + "\r\nHost: x\r\n\r\n";
    try (FuzzedServer server = new FuzzedServer()) {
      server.send(request.getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
