package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {

  private static Optional<StaticFile> open(StaticFiles files, String path) throws IOException {
    Optional<StaticFiles.Place> place = files.at(path);
    return place.isEmpty() ? Optional.empty() : place.get().open();
  }

  private static String text(StaticFiles files, String path) throws IOException {
    StaticFile.Whole file = (StaticFile.Whole) open(files, path).orElseThrow();
    return new String(file.bytes(), StandardCharsets.UTF_8).strip();
  }

  @Nested
  class OfTheClassPath {

    private final StaticFiles files =
        StaticFiles.classPath(StaticFilesTest.class, "web")
            .index("index.html")
            .file("/js/other.js", "/elsewhere/other.js")
            .header("X-Test", "yes");

    @Test
    void serves_the_folder_its_index_and_what_is_named() throws IOException {
      assertThat(text(files, "/")).isEqualTo("<p>index</p>");
      assertThat(text(files, "/index.html")).isEqualTo("<p>index</p>");
      assertThat(text(files, "/css/a.css")).isEqualTo("p{}");
      assertThat(text(files, "/js/other.js")).isEqualTo("other()");
      assertThat(open(files, "/css/a.css").orElseThrow().type())
          .isEqualTo("text/css; charset=utf-8");
      assertThat(files.headers()).containsEntry("X-Test", "yes");
    }

    @Test
    void is_read_once() throws IOException {
      StaticFiles.Place place = files.at("/css/a.css").orElseThrow();
      assertThat(place.inMemory()).isEmpty();
      StaticFile read = place.open().orElseThrow();
      assertThat(files.at("/css/a.css").orElseThrow().inMemory()).containsSame(read);
      assertThat(files.at("/").orElseThrow().inMemory()).isEmpty();
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
          "/secret.unknown"
        })
    void serves_nothing_else(String path) throws IOException {
      assertThat(open(files, path)).isEmpty();
    }
  }

  @Nested
  class OfADirectory {

    @TempDir Path around;
    private Path directory;
    private StaticFiles files;

    @BeforeEach
    void fill() throws IOException {
      directory = Files.createDirectories(around.resolve("web"));
      Files.createDirectories(directory.resolve("docs"));
      Files.createDirectories(directory.resolve(".git"));
      Files.createDirectories(directory.resolve("folder.html"));
      write("index.html", "index");
      write("docs/index.html", "docs");
      write("a.css", "p{}");
      write("图片.png", "picture");
      write(".hidden.html", "hidden");
      write(".git/config.txt", "hidden");
      write("secret.unknown", "secret");
      Files.writeString(around.resolve("outside.html"), "outside");
      files = StaticFiles.directory(directory).index("index.html");
    }

    private void write(String name, String content) throws IOException {
      Files.writeString(directory.resolve(name), content);
    }

    @Test
    void serves_its_files_and_the_index_of_each_folder() throws IOException {
      assertThat(text(files, "/")).isEqualTo("index");
      assertThat(text(files, "/docs/")).isEqualTo("docs");
      assertThat(text(files, "/a.css")).isEqualTo("p{}");
      assertThat(text(files, "/图片.png")).isEqualTo("picture");
    }

    @Test
    void has_no_index_unless_told() throws IOException {
      assertThat(open(StaticFiles.directory(directory), "/")).isEmpty();
    }

    @Test
    void serves_named_files_of_the_class_path_beside_it() throws IOException {
      StaticFiles both = files.file("/js/other.js", "/elsewhere/other.js");
      assertThat(text(both, "/js/other.js")).isEqualTo("other()");
      assertThat(text(both, "/a.css")).isEqualTo("p{}");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "index.html",
          "/docs",
          "/folder.html",
          "/folder.html/",
          "/a.css/",
          "/a.css/a.css",
          "//a.css",
          "/../outside.html",
          "/docs/../a.css",
          "/docs/../../outside.html",
          "/./a.css",
          "/.hidden.html",
          "/.git/config.txt",
          "/%2e%2e/outside.html",
          "/..%2foutside.html",
          "/..%5coutside.html",
          "/..\\outside.html",
          "\\..\\outside.html",
          "/docs\\..\\a.css",
          "/a.css\u0000",
          "/a.css\u0000.png",
          "/C:/a.css",
          "/c:a.css",
          "//server/share/a.css",
          "\\\\server\\share\\a.css",
          "/a.css::$DATA",
          "/a.css:stream.css",
          "/~/a.css",
          "/ a.css",
          "/\u2025/outside.html",
          "/\uff0e\uff0e/outside.html",
          "/\uff0fa.css",
          "/\u2024\u2024/outside.html",
          "/secret.unknown"
        })
    void serves_nothing_else(String path) throws IOException {
      assertThat(open(files, path)).isEmpty();
    }

    @Test
    void a_long_name_is_not_found() throws IOException {
      assertThat(open(files, "/" + "a".repeat(251) + ".css")).isEmpty();
      assertThat(open(files, "/" + "a".repeat(10_000) + ".css")).isEmpty();
      assertThat(open(files, "/a".repeat(127))).isEmpty();
    }

    @Test
    void a_link_may_not_lead_out_of_it() throws IOException {
      Files.createSymbolicLink(directory.resolve("link.html"), around.resolve("outside.html"));
      Files.createSymbolicLink(directory.resolve("up"), around);
      Files.createSymbolicLink(directory.resolve("loop.html"), directory.resolve("loop.html"));
      Files.createSymbolicLink(directory.resolve("inside.css"), directory.resolve("a.css"));
      assertThat(open(files, "/link.html")).isEmpty();
      assertThat(open(files, "/up/outside.html")).isEmpty();
      assertThat(open(files, "/loop.html")).isEmpty();
      assertThat(text(files, "/inside.css")).isEqualTo("p{}");
      assertThat(text(files, "/a.css")).isEqualTo("p{}");
    }

    @Test
    void a_name_that_begins_like_the_directory_is_outside() throws IOException {
      Path sibling = Files.createDirectories(around.resolve("web2"));
      Files.writeString(sibling.resolve("a.css"), "outside");
      Files.createSymbolicLink(directory.resolve("sibling"), sibling);
      assertThat(open(files, "/sibling/a.css")).isEmpty();
    }

    @Test
    void the_directory_may_be_a_link_that_changes() throws IOException {
      Path current = Files.createSymbolicLink(around.resolve("current"), directory);
      StaticFiles versions = StaticFiles.directory(current);
      assertThat(text(versions, "/a.css")).isEqualTo("p{}");
      Path next = Files.createDirectories(around.resolve("next"));
      Files.writeString(next.resolve("a.css"), "next");
      Files.delete(current);
      Files.createSymbolicLink(current, next);
      assertThat(text(versions, "/a.css")).isEqualTo("next");
    }

    @Test
    void a_changed_file_has_another_tag() throws IOException {
      EntityTag before = open(files, "/a.css").orElseThrow().tag();
      assertThat(open(files, "/a.css").orElseThrow().tag()).isEqualTo(before);
      Path file = directory.resolve("a.css");
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
      EntityTag touched = open(files, "/a.css").orElseThrow().tag();
      write("a.css", "p{x}");
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
      EntityTag longer = open(files, "/a.css").orElseThrow().tag();
      assertThat(touched).isNotEqualTo(before).isNotEqualTo(longer);
      assertThat(text(files, "/a.css")).isEqualTo("p{x}");
    }

    @Test
    void a_large_file_is_not_read_at_once() throws IOException {
      Files.write(directory.resolve("large.txt"), new byte[DirectoryFiles.WHOLE_BYTES + 1]);
      StaticFile large = open(files, "/large.txt").orElseThrow();
      assertThat(large).isInstanceOf(StaticFile.Open.class);
      assertThat(large.length()).isEqualTo(DirectoryFiles.WHOLE_BYTES + 1);
      large.close();
      Files.write(directory.resolve("small.txt"), new byte[DirectoryFiles.WHOLE_BYTES]);
      assertThat(open(files, "/small.txt").orElseThrow()).isInstanceOf(StaticFile.Whole.class);
    }

    @Test
    void has_to_be_one() {
      Path file = directory.resolve("a.css");
      assertThatThrownBy(() -> StaticFiles.directory(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("directory: " + file + " (expected: a directory)");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a.mjs, text/javascript; charset=utf-8",
    "a.js.map, application/json",
    "a.TXT, text/plain; charset=utf-8",
    "a.webmanifest, application/manifest+json",
    "a.woff2, font/woff2",
    "a.jpeg, image/jpeg",
    "a.avif, image/avif",
    "a.wasm, application/wasm",
    "a.pdf, application/pdf",
  })
  void a_type_goes_by_the_ending(String name, String type) {
    assertThat(MediaType.of(name)).contains(type);
  }

  @Test
  void clients_ask_each_time_unless_told_how_long_a_file_is_good() {
    StaticFiles files = StaticFiles.classPath(StaticFilesTest.class, "web");
    assertThat(files.cacheControl()).isEqualTo("no-cache");
    assertThat(files.maxAge(Duration.ofHours(1)).cacheControl()).isEqualTo("max-age=3600");
    assertThatThrownBy(() -> files.maxAge(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxAge: PT-1S (expected: >= 0)");
  }
}
