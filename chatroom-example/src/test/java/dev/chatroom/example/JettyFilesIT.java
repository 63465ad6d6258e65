package dev.chatroom.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and its files as Jetty serves them, beside the chat. */
@Timeout(60)
class JettyFilesIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static ExampleProcess server;

  @BeforeAll
  static void start() {
    server = ExampleProcess.start("--transport", "jetty");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.url().resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html, 在线成员",
    "/?room=dev, text/html, 在线成员",
    "/js/connection.js, text/javascript, chatroom.js",
    "/chatroom/chatroom.js, text/javascript, export function connect",
    "/js/cookie.js, text/javascript, Cookie",
    "/js/chat.js, text/javascript, 啥也不写发毛线呢",
    "/css/chat.css, text/css, t-r",
    "/favicon.svg, image/svg+xml, <svg",
  })
  void the_page_and_its_files_are_served(String path, String type, String content)
      throws IOException, InterruptedException {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-cache");
    assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
    assertThat(response.body()).contains(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/js/connection.js", "/chatroom/chatroom.js"})
  void who_has_a_file_does_not_get_it_again(String path) throws IOException, InterruptedException {
    String tag = get(path).headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> again = get(path, "If-None-Match", tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/js/",
        "/js/socket.io.js",
        "/socket.io/?EIO=4&transport=polling",
        "/chatroom/",
        "/Main.class",
        "/logback.xml",
        "/META-INF/MANIFEST.MF",
        "/META-INF/resources/chatroom/chatroom.js",
        "/chatroom/webjars/socket.io-client/2.0.3/package.json",
        "/dev/chatroom/example/web/home.html",
      })
  void nothing_else_is_found(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isIn(403, 404);
    assertThat(response.body()).contains("HTTP ERROR " + response.statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../version.properties",
        "/js/../../version.properties",
        "/%2e%2e/version.properties",
        "/..%2fversion.properties",
        "/js/%2e%2e%2f%2e%2e%2fversion.properties",
        "/..%5cversion.properties",
        "/..\\version.properties",
        "/%252e%252e/version.properties",
        "/chatroom/../../webjars/socket.io-client/2.0.3/package.json",
        "/chatroom/..%2fwebjars/socket.io-client/2.0.3/package.json",
        "/home.html%00.js",
        "/%c0%ae%c0%ae/version.properties",
        "//etc/passwd",
        "/file:/etc/passwd",
        "/js/../js/..;/../version.properties",
      })
  void there_is_no_way_out_of_the_folder(String path) throws IOException {
    assertThat(RawHttp.get(server.port(), path))
        .containsPattern("^HTTP/1\\.1 (400|404) ")
        .doesNotContain("version=", "root:", "socket.io-client\"");
  }
}
