package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever path is asked for: there is nothing but the files of the folder. */
class StaticFilesFuzzTest {

  private static final StaticFiles FILES =
      StaticFiles.classPath(StaticFilesFuzzTest.class, "web")
          .index("index.html")
          .file("/other.js", "/elsewhere/other.js");

  private static final Set<String> SERVED =
      Stream.of("/", "/index.html", "/css/a.css", "/other.js")
          .map(path -> text(FILES.at(path).orElseThrow()))
          .collect(Collectors.toUnmodifiableSet());

  static List<byte[]> seeds() {
    return Stream.of(
            "/",
            "/index.html",
            "/css/a.css",
            "/css/../secret.txt",
            "/%2e%2e/web/index.html",
            "/.hidden.html",
            "//index.html",
            "/css%2fa.css?x",
            "/StaticFiles.class",
            "/../../../../elsewhere/other.js")
        .map(each -> each.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  private static String text(StaticFiles.Content content) {
    return new String(content.bytes(), StandardCharsets.UTF_8);
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
    FILES.at(path).ifPresent(found -> assertThat(SERVED).contains(text(found)));
  }
}
