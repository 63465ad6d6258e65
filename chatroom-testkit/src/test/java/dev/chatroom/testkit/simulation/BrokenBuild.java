package dev.chatroom.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A change to the core that breaks it.
 *
 * @param name what is broken
 * @param source the file, below {@code dev/chatroom/internal}
 * @param text what stands there, exactly once
 * @param replacement what stands there instead
 * @param laws what may be found to be broken
 */
record BrokenBuild(String name, String source, String text, String replacement, List<String> laws) {

  private static final Path SOURCES =
      Path.of("..", "chatroom-core", "src", "main", "java", "dev", "chatroom", "internal");

  /** A change that does not apply any more must be written anew: it would prove nothing. */
  String brokenSource() throws IOException {
    String whole = wholeSource(source);
    assertThat(whole.split(Pattern.quote(text), -1))
        .as("parts of %s around «%s»", source, text)
        .hasSize(2);
    return whole.replace(text, replacement);
  }

  static String wholeSource(String source) throws IOException {
    return Files.readString(SOURCES.resolve(source));
  }

  @Override
  public String toString() {
    return name;
  }
}
