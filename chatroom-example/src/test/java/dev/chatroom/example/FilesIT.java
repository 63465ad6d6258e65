package dev.chatroom.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and its files over HTTP, and nothing else. */
@Timeout(60)
class FilesIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static ExampleProcess server;

  @BeforeAll
  static void start() {
    server = ExampleProcess.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> request(String method, String path)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(server.url().resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html; charset=utf-8, 在线成员",
    "/?room=dev, text/html; charset=utf-8, 在线成员",
    "/js/socket.io.js, text/javascript; charset=utf-8, socket.io",
    "/js/cookie.js, text/javascript; charset=utf-8, Cookie",
    "/js/connection.js, text/javascript; charset=utf-8, io(",
    "/js/chat.js, text/javascript; charset=utf-8, 啥也不写发毛线呢",
    "/css/chat.css, text/css; charset=utf-8, t-r",
    "/favicon.svg, image/svg+xml, <svg",
  })
  void the_page_and_its_files_are_served(String path, String type, String content)
      throws IOException, InterruptedException {
    HttpResponse<String> response = request("GET", path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains(type);
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(response.body()).contains(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/js/socket.io.js", "/nothing"})
  void the_head_is_that_of_the_whole_answer(String path) throws IOException, InterruptedException {
    HttpResponse<String> get = request("GET", path);
    HttpResponse<String> head = request("HEAD", path);
    assertThat(head.statusCode()).isEqualTo(get.statusCode());
    assertThat(head.headers().firstValue("Content-Type"))
        .isEqualTo(get.headers().firstValue("Content-Type"));
    assertThat(head.headers().firstValue("Content-Length"))
        .isEqualTo(get.headers().firstValue("Content-Length"))
        .isPresent();
    assertThat(head.body()).isEmpty();
  }

  @Test
  void after_the_head_of_nothing_the_connection_still_serves() throws IOException {
    try (RawHttp connection = new RawHttp(server.port())) {
      String request = " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
      connection.write("HEAD /nothing" + request + "\r\n");
      connection.write("HEAD /" + request + "\r\n");
      connection.write("GET /favicon.svg" + request + "Connection: close\r\n\r\n");
      assertThat(connection.readAll().split("HTTP/1\\.1 ", -1))
          .satisfiesExactly(
              before -> assertThat(before).isEmpty(),
              nothing -> assertThat(nothing).startsWith("404 ").endsWith("\r\n\r\n"),
              page -> assertThat(page).startsWith("200 ").endsWith("\r\n\r\n"),
              icon -> assertThat(icon).startsWith("200 ").contains("<svg"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/js",
        "/js/",
        "/js/nothing.js",
        "/index.html/",
        "/Main.class",
        "/logback.xml",
        "/META-INF/MANIFEST.MF",
        "/dev/chatroom/example/Main.class",
        "/dev/chatroom/example/web/home.html",
      })
  void nothing_else_is_found(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = request("GET", path);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).doesNotContain("chatroom", "socket.io");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../Main.class",
        "/../version.properties",
        "/js/../../version.properties",
        "/js/../home.html",
        "/./home.html",
        "//home.html",
        "/js//cookie.js",
        "/%2e%2e/version.properties",
        "/..%2fversion.properties",
        "/js/%2e%2e%2f%2e%2e%2fversion.properties",
        "/..%5cversion.properties",
        "/..\\version.properties",
        "/%252e%252e/version.properties",
        "/....//version.properties",
        "/.hidden.html",
        "/home.html%00.js",
        "/home.html%00",
        "/%c0%ae%c0%ae/version.properties",
        "/../../../../../../etc/passwd",
        "//etc/passwd",
        "/etc/passwd",
        "/file:/etc/passwd",
      })
  void there_is_no_way_out_of_the_folder(String path) throws IOException {
    assertThat(RawHttp.get(server.port(), path))
        .startsWith("HTTP/1.1 404 ")
        .doesNotContain("version=", "root:", "<html");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%", "/%zz", "/js/%f", "/a b", "home.html", "*"})
  void an_address_that_is_none_is_a_bad_request(String path) throws IOException {
    assertThat(RawHttp.get(server.port(), path)).startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void files_are_only_read(String method) throws IOException, InterruptedException {
    HttpResponse<String> response = request(method, "/");
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void the_page_may_run_nothing_but_its_own_files() throws IOException, InterruptedException {
    String policy =
        request("GET", "/").headers().firstValue("Content-Security-Policy").orElseThrow();
    assertThat(policy)
        .contains("default-src 'none'", "script-src 'self';", "style-src 'self';")
        .contains("frame-ancestors 'none'", "base-uri 'none'")
        .doesNotContain("unsafe-inline", "unsafe-eval");
  }
}
