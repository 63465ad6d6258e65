package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP and WebSocket clients send that are broken on purpose, byte by byte. */
class RawRequestIT {

  private static final String UPGRADE =
      String.join(
          "\r\n",
          "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
          "Host: localhost",
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "Sec-WebSocket-Version: 13",
          "",
          "");

  private final ChatRooms rooms = ChatRooms.builder().build();
  private final SocketIoTransport transport =
      SocketIoTransport.builder()
          .host("127.0.0.1")
          .port(0)
          .maxMessageBytes(64 * 1024)
          .files(StaticFiles.classPath(RawRequestIT.class, "web").index("index.html"))
          .build();

  @BeforeEach
  void start() {
    transport.start(rooms);
  }

  @AfterEach
  void others_are_served() {
    try (WireClient tom = WireClient.version4(transport.address().orElseThrow(), "")) {
      tom.claim("tom").emit("message", Map.of("msg", "hi"));
      assertThat(tom.awaitMessage()).isEqualTo("tom说:hi");
    }
    transport.stop(Duration.ofSeconds(1));
    rooms.close();
  }

  private Socket connect() throws IOException {
    Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), transport.address().orElseThrow().getPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void send(Socket socket, String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Sends, and returns all that comes until the server closes. */
  private String answer(String bytes) throws IOException {
    try (Socket socket = connect()) {
      send(socket, bytes);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Reads until the text has been seen. */
  private static void await(InputStream in, String text) throws IOException {
    StringBuilder read = new StringBuilder();
    while (!read.toString().endsWith(text)) {
      int next = in.read();
      assertThat(next).as("the end after %s", read).isNotNegative();
      read.append((char) next);
    }
  }

  @Test
  void a_body_that_is_too_long_is_answered() throws IOException {
    String head = "POST /socket.io/ HTTP/1.1\r\nHost: x\r\nContent-Length: 999999\r\n\r\n";
    try (Socket socket = connect()) {
      send(socket, head);
      await(socket.getInputStream(), "HTTP/1.1 413 Request Entity Too Large");
    }
  }

  @Test
  void a_client_that_asks_first_is_told_to_go_on() throws IOException {
    String head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";
    try (Socket socket = connect()) {
      send(socket, head);
      await(socket.getInputStream(), "HTTP/1.1 100 Continue\r\n");
      send(socket, "hi");
      await(socket.getInputStream(), "HTTP/1.1 405 Method Not Allowed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/nothing", "/socket.io/?EIO=4&transport=polling"})
  void the_answer_to_a_head_has_no_body(String path) throws IOException {
    String head = "HEAD " + path + " HTTP/1.1\r\nHost: x\r\n";
    String answer = answer(head + "\r\n" + head + "Connection: close\r\n\r\n");
    assertThat(answer.split("\r\n\r\n", -1)).hasSize(3);
    assertThat(answer).endsWith("\r\n\r\n");
  }

  @Test
  void a_path_of_many_segments_is_not_found() throws IOException {
    String deep = "GET " + "/a".repeat(2_000) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    assertThat(answer(deep)).startsWith("HTTP/1.1 404 Not Found");
  }

  @ParameterizedTest
  @CsvSource({"0", "7", "8", "12", "14", "x"})
  void only_the_websocket_of_the_standard_is_spoken(String version) throws IOException {
    String answer =
        answer(
            UPGRADE
                .replace("Version: 13", "Version: " + version)
                .replace("Connection: Upgrade", "Connection: Upgrade, close"));
    assertThat(answer)
        .startsWith("HTTP/1.1 426 Upgrade Required")
        .containsIgnoringCase("upgrade: websocket")
        .containsIgnoringCase("version: 13");
  }

  @ParameterizedTest
  @CsvSource({
    "'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n', ''",
    "dGhlIHNhbXBsZSBub25jZQ==, ''",
    "dGhlIHNhbXBsZSBub25jZQ==, dGhlIHNhbXBsZQ==",
    "dGhlIHNhbXBsZSBub25jZQ==, dGhlIHNhbXBsZSBub25jZSBsb25nZXI=",
    "dGhlIHNhbXBsZSBub25jZQ==, 'not base 64 at all !!!!'",
    "'Sec-WebSocket-Version', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version'",
    "'Connection: Upgrade', 'Connection: keep-alive'",
    "'Upgrade: websocket', 'Upgrade: h2c'",
    "'HTTP/1.1', 'HTTP/1.0'",
  })
  void an_upgrade_that_breaks_the_standard_is_answered_400(String part, String instead)
      throws IOException {
    assertThat(UPGRADE).contains(part);
    try (RawHttpClient client = new RawHttpClient(connect())) {
      RawHttpClient.Answer answer = client.send(UPGRADE.replace(part, instead)).answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("Bad request");
    }
  }

  @Test
  void an_upgrade_at_a_wrong_path_is_not_found() throws IOException {
    try (RawHttpClient client = new RawHttpClient(connect())) {
      client.send(UPGRADE.replace("/socket.io/", "/chat/"));
      assertThat(client.answer().status()).isEqualTo(404);
      assertThat(client.get("/").answer().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, EIO=4&transport=polling, 200",
    "GET, EIO=3&transport=polling&j=1, 200",
    "GET, EIO=9&transport=polling, 400",
    "GET, EIO=4&transport=polling&sid=none, 400",
    "POST, EIO=4&transport=polling, 400",
    "OPTIONS, EIO=4&transport=polling, 200",
  })
  void answers_of_engine_io_are_neither_kept_nor_guessed_at(String method, String query, int status)
      throws IOException {
    try (RawHttpClient client = new RawHttpClient(connect())) {
      client.send(RawHttpClient.request(method, "/socket.io/?" + query));
      RawHttpClient.Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.headers())
          .containsEntry("cache-control", "no-store")
          .containsEntry("x-content-type-options", "nosniff");
    }
  }

  @Test
  void drafts_of_the_websocket_are_not_spoken() throws IOException {
    String draft =
        String.join(
            "\r\n",
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
            "Host: x",
            "Upgrade: WebSocket",
            "Connection: Upgrade, close",
            "Sec-WebSocket-Key1: 1 2",
            "Sec-WebSocket-Key2: 3 4",
            "Content-Length: 8",
            "",
            "12345678");
    assertThat(answer(draft)).startsWith("HTTP/1.1 426 Upgrade Required");
  }

  @ParameterizedTest
  @CsvSource({
    "8102, 1002", // not masked
    "C180000000, 1002", // a reserved bit
    "8380000000, 1002", // a reserved opcode
    "8080000000, 1002", // a continuation of nothing
    "0980000000, 1002", // a ping in fragments
    "81FF8000000000000000, 1002", // a negative length
    "81FF0000010000000000, 1009", // a terabyte
    "818100000000FF, 1007", // not UTF-8
  })
  void a_frame_that_breaks_the_standard_is_answered_with_a_close_frame(String hex, int status)
      throws IOException {
    try (Socket socket = connect()) {
      send(socket, UPGRADE);
      await(socket.getInputStream(), "\"maxPayload\":65536}");
      StringBuilder bytes = new StringBuilder();
      for (int i = 0; i < hex.length(); i += 2) {
        bytes.append((char) Integer.parseInt(hex.substring(i, i + 2), 16));
      }
      send(socket, bytes + "\0\0\0\0");
      InputStream in = socket.getInputStream();
      assertThat(in.read()).as("opcode").isEqualTo(0x88);
      assertThat(in.read()).as("length").isGreaterThanOrEqualTo(2);
      assertThat(in.read() << 8 | in.read()).as("status").isEqualTo(status);
    }
  }
}
