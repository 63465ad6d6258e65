package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {

  private final StaticFiles files =
      StaticFiles.classPath(StaticFilesTest.class, "web")
          .index("index.html")
          .file("/js/other.js", "/elsewhere/other.js")
          .header("X-Test", "yes");

  private String text(String path) {
    return new String(files.at(path).orElseThrow().bytes(), StandardCharsets.UTF_8).strip();
  }

  @Test
  void serves_the_folder_its_index_and_what_is_named() {
    assertThat(text("/")).isEqualTo("<p>index</p>");
    assertThat(text("/index.html")).isEqualTo("<p>index</p>");
    assertThat(text("/css/a.css")).isEqualTo("p{}");
    assertThat(text("/js/other.js")).isEqualTo("other()");
    assertThat(files.at("/css/a.css").orElseThrow().type()).isEqualTo("text/css; charset=utf-8");
    assertThat(files.headers()).containsEntry("X-Test", "yes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "index.html",
        "/no",
        "/no.html",
        "/css",
        "/css/",
        "//css/a.css",
        "/../web/index.html",
        "/./index.html",
        "/css/../index.html",
        "/.hidden.html",
        "/css\\a.css",
        "/index.html\u0000",
        "/StaticFilesTest.class",
        "/../StaticFilesTest.class",
        "/%2e%2e/index.html",
        "/secret.txt"
      })
  void serves_nothing_else(String path) {
    assertThat(files.at(path)).isEmpty();
  }
}
