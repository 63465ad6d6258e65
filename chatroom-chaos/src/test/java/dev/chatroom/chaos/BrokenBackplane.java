package dev.chatroom.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A change to the backplane that breaks it.
 *
 * @param name what is broken
 * @param file the file, below the sources of the backplane
 * @param text what stands there, exactly once
 * @param replacement what stands there instead
 * @param faults under which it shows
 * @param laws what may be found to be broken
 */
record BrokenBackplane(
    String name,
    String file,
    String text,
    String replacement,
    List<Schedule.Planned> faults,
    List<String> laws) {

  private static final Path SOURCES = Path.of("..", "chatroom-backplane-redis", "src", "main");
  private static final String RESOURCES = "resources";
  private static final String JAVA = "java";

  static Schedule.Planned planned(double second, double lasts, Fault fault) {
    return new Schedule.Planned(
        Duration.ofMillis((long) (second * 1_000)),
        Duration.ofMillis((long) (lasts * 1_000)),
        fault);
  }

  /** Writes what is to go before the class path: the resource, or classes. */
  void writeTo(Path directory) throws IOException {
    String broken = brokenText();
    Path kind = Path.of(file).subpath(0, 1);
    Path below = kind.relativize(Path.of(file));
    if (kind.toString().equals(RESOURCES)) {
      Path written = directory.resolve(below);
      Files.createDirectories(written.getParent());
      Files.writeString(written, broken);
    } else {
      assertThat(kind).hasToString(JAVA);
      compile(broken, below, directory);
    }
  }

  /** A change that does not apply any more must be written anew: it would prove nothing. */
  private String brokenText() throws IOException {
    String whole = Files.readString(SOURCES.resolve(file));
    assertThat(whole.split(Pattern.quote(text), -1))
        .as("parts of %s around «%s»", file, text)
        .hasSize(2);
    return whole.replace(text, replacement);
  }

  private static void compile(String broken, Path below, Path directory) throws IOException {
    Path source = directory.resolve("source").resolve(below);
    Files.createDirectories(source.getParent());
    Files.writeString(source, broken);
    List<String> options =
        new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", directory.toString()));
    options.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    StringWriter complaints = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(complaints, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      assertThat(compiled).as("compiles: %s", complaints).isTrue();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
