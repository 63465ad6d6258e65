package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a directory over HTTP: versions, what must not be found, and large ones. */
class StaticFilesIT {

  private static final int LARGE_BYTES = 5 * 1024 * 1024 + 3;

  @TempDir Path around;
  private Path directory;
  private final byte[] large = new byte[LARGE_BYTES];
  private final ChatRooms rooms = ChatRooms.builder().build();
  private SocketIoTransport transport;

  @BeforeEach
  void start() throws IOException {
    directory = Files.createDirectories(around.resolve("web"));
    new Random(7).nextBytes(large);
    Files.writeString(directory.resolve("index.html"), "<p>index</p>");
    Files.writeString(directory.resolve("文.txt"), "文");
    Files.writeString(directory.resolve(".hidden.html"), "outside");
    Files.writeString(around.resolve("outside.html"), "outside");
    Files.write(directory.resolve("large.wasm"), large);
    transport =
        SocketIoTransport.builder()
            .host("127.0.0.1")
            .port(0)
            .files(
                StaticFiles.directory(directory)
                    .index("index.html")
                    .file("/js/other.js", "/elsewhere/other.js")
                    .maxAge(Duration.ofMinutes(5))
                    .header("X-Test", "yes"))
            .build();
    transport.start(rooms);
  }

  @AfterEach
  void stop() {
    transport.stop(Duration.ofSeconds(1));
    rooms.close();
  }

  private RawHttpClient connect() throws IOException {
    return new RawHttpClient(transport.address().orElseThrow());
  }

  private RawHttpClient.Answer get(String path, String... headers) throws IOException {
    try (RawHttpClient client = connect()) {
      return client.get(path, headers).answer();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/js/other.js", "/large.wasm"})
  void an_answer_tells_type_length_version_and_how_long_it_is_good(String path) throws IOException {
    RawHttpClient.Answer answer = get(path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isNotEmpty();
    assertThat(answer.header("etag")).matches("\"[^\"]+\"");
    assertThat(answer.headers())
        .containsEntry("cache-control", "max-age=300")
        .containsEntry("accept-ranges", "none")
        .containsEntry("x-content-type-options", "nosniff")
        .containsEntry("x-test", "yes");
    try (RawHttpClient client = connect()) {
      client.send(RawHttpClient.request("HEAD", path) + RawHttpClient.request("GET", "/none.html"));
      assertThat(client.answerWithoutBody().headers()).isEqualTo(answer.headers());
      assertThat(client.answer().headers()).containsEntry("x-test", "yes");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/js/other.js", "/large.wasm"})
  void who_has_the_version_is_answered_304(String path) throws IOException {
    String tag = get(path).header("etag");
    try (RawHttpClient client = connect()) {
      for (String method : List.of("GET", "HEAD")) {
        for (String known : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
          client.send(RawHttpClient.request(method, path, "If-None-Match: " + known));
          RawHttpClient.Answer answer = client.answerWithoutBody();
          assertThat(answer.status()).as(known).isEqualTo(304);
          assertThat(answer.headers())
              .containsEntry("etag", tag)
              .containsEntry("cache-control", "max-age=300")
              .containsEntry("x-test", "yes");
        }
      }
      client.get(path, "If-None-Match: \"x\"");
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void a_changed_file_is_seen() throws IOException {
    Path file = directory.resolve("index.html");
    String tag = get("/").header("etag");
    Files.writeString(file, "<p>INDEX</p>");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
    RawHttpClient.Answer changed = get("/", "If-None-Match: " + tag);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body()).isEqualTo("<p>INDEX</p>");
    Files.delete(file);
    assertThat(get("/", "If-None-Match: *").status()).isEqualTo(404);
  }

  @Test
  void a_large_file_arrives_whole() throws IOException {
    byte[] body = get("/large.wasm").body().getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Arrays.equals(body, large)).isTrue();
  }

  @Test
  void a_name_in_another_script_is_found_by_its_bytes_in_utf_8() throws IOException {
    assertThat(get("/%E6%96%87.txt").body().getBytes(StandardCharsets.ISO_8859_1))
        .isEqualTo("文".getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../outside.html",
        "/%2e%2e/outside.html",
        "/%2E%2E%2Foutside.html",
        "/..%2foutside.html",
        "/..%5coutside.html",
        "/..\\outside.html",
        "/%252e%252e/outside.html",
        "/%252e%252e%252foutside.html",
        "/%c0%ae%c0%ae/outside.html",
        "/%uff0e%uff0e/outside.html",
        "/x/../../outside.html",
        "/..;/outside.html",
        "/.hidden.html",
        "/%2ehidden.html",
        "/./index.html",
        "//index.html",
        "/index.html%00",
        "/index.html%00.png",
        "/index.html/",
        "/C:%5Coutside.html",
        "/%5c%5cserver%5cshare%5coutside.html",
        "//server/share/outside.html",
        "/index.html::$DATA",
      })
  void there_is_no_way_out(String path) throws IOException {
    RawHttpClient.Answer answer = get(path);
    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.body()).doesNotContain("outside").doesNotContain("index");
  }

  @Test
  void other_methods_are_not_allowed() throws IOException {
    try (RawHttpClient client = connect()) {
      for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW")) {
        client.send(RawHttpClient.request(method, "/index.html"));
        RawHttpClient.Answer answer = client.answer();
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).isEqualTo("GET, HEAD");
      }
    }
  }

  @Test
  void a_file_that_becomes_shorter_while_it_is_sent_ends_the_connection() throws IOException {
    Path file = directory.resolve("shrinking.wasm");
    try (RandomAccessFile grown = new RandomAccessFile(file.toFile(), "rw")) {
      grown.setLength(200L * 1024 * 1024);
      try (RawHttpClient client = connect()) {
        client.get("/shrinking.wasm");
        client.awaitStatus(200);
        grown.setLength(1);
        client.awaitEnd();
      }
    }
    assertThat(get("/").status()).isEqualTo(200);
  }

  @Test
  void a_download_that_stalls_disturbs_nobody() throws IOException {
    try (RawHttpClient stalled = connect();
        WireClient tom = WireClient.version4(transport.address().orElseThrow(), "")) {
      stalled.get("/large.wasm").awaitStatus(200);
      tom.claim("tom").emit("message", Map.of("msg", "hi"));
      assertThat(tom.awaitMessage()).isEqualTo("tom说:hi");
    }
  }
}
