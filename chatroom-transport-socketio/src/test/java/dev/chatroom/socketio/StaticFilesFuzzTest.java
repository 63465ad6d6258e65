package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever path is asked for: there is nothing but the files of the folder. */
class StaticFilesFuzzTest {

  private static final StaticFiles CLASS_PATH =
      StaticFiles.classPath(StaticFilesFuzzTest.class, "web")
          .index("index.html")
          .file("/other.js", "/elsewhere/other.js");

  private static final StaticFiles DIRECTORY = StaticFiles.directory(folder()).index("index.html");

  private static final Set<String> SERVED =
      Stream.of("/", "/index.html", "/css/a.css", "/other.js")
          .map(path -> text(CLASS_PATH, path).orElseThrow())
          .collect(Collectors.toUnmodifiableSet());

  private static Path folder() {
    try {
      URL index = StaticFilesFuzzTest.class.getResource("web/index.html");
      return Path.of(Objects.requireNonNull(index).toURI()).resolveSibling("");
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static List<byte[]> seeds() {
    return Stream.of(
            "/",
            "/index.html",
            "/css/a.css",
            "/css/../secret.unknown",
            "/%2e%2e/web/index.html",
            "/.hidden.html",
            "//index.html",
            "/css%2fa.css?x",
            "/StaticFiles.class",
            "/../../../../elsewhere/other.js")
        .map(each -> each.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  private static Optional<String> text(StaticFiles files, String path) {
    try {
      Optional<StaticFiles.Place> place = files.at(path);
      return place.isEmpty() ? Optional.empty() : text(place.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> text(StaticFiles.Place place) throws IOException {
    Optional<StaticFile> found = place.open();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    StaticFile file = found.get();
    try {
      byte[] bytes =
          file instanceof StaticFile.Open open
              ? Channels.newInputStream(open.channel()).readAllBytes()
              : ((StaticFile.Whole) file).bytes();
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } finally {
      file.close();
    }
  }

  @MethodSource("seeds")
  @FuzzTest
  void only_files_of_the_folder_are_found(byte[] path) {
    String asked = new String(path, StandardCharsets.UTF_8);
    check(asked);
    try {
      check(new QueryStringDecoder(asked).path());
    } catch (IllegalArgumentException malformedEscape) {
      // Answered 400.
    }
  }

  private static void check(String path) {
    text(CLASS_PATH, path).ifPresent(found -> assertThat(SERVED).contains(found));
    text(DIRECTORY, path).ifPresent(found -> assertThat(SERVED).contains(found));
  }
}
