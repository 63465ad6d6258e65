package dev.chatroom.redisserver;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/**
 * Which {@code redis-server} is started. The system property {@code chatroom.redis} says: {@code
 * required} for that of this computer and no other, {@code embedded} for that of the library, and
 * without it that of this computer, or else that of the library.
 *
 * @param path where it is
 * @param version such as {@code 7.0.15}
 */
record RedisProgram(Path path, String version) {

  private static final Pattern VERSION = Pattern.compile("v=([0-9.]+)");

  /** Returns the one for the tests of this JVM. */
  static RedisProgram found() {
    return Found.PROGRAM;
  }

  /** Looked for once; a version needs a process, and the library's program has to be unpacked. */
  private static final class Found {
    static final RedisProgram PROGRAM = find(System.getProperty("chatroom.redis", ""));
  }

  int majorVersion() {
    return Integer.parseInt(version.substring(0, version.indexOf('.')));
  }

  private static RedisProgram find(String wish) {
    Path path =
        switch (wish) {
          case "" -> installed().orElseGet(RedisProgram::embedded);
          case "embedded" -> embedded();
          case "required" ->
              installed()
                  .orElseThrow(
                      () -> new AssertionError("no redis-server, but -Dchatroom.redis=required"));
          default ->
              throw new IllegalArgumentException(
                  "chatroom.redis: " + wish + " (expected: required, embedded or nothing)");
        };
    return new RedisProgram(path, versionOf(path));
  }

  private static Optional<Path> installed() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(
            Stream.of(path.split(File.pathSeparator)), Stream.of("/usr/bin", "/usr/local/bin"))
        .filter(each -> !each.isEmpty())
        .map(each -> Path.of(each, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Path embedded() {
    try {
      File directory = Files.createTempDirectory("redis-program").toFile();
      directory.deleteOnExit();
      File program = ExecutableProvider.newJarResourceProvider(directory).get();
      program.deleteOnExit();
      return program.toPath();
    } catch (IOException noDisk) {
      throw new UncheckedIOException(noDisk);
    }
  }

  private static String versionOf(Path path) {
    try {
      Process asked =
          new ProcessBuilder(path.toString(), "--version").redirectErrorStream(true).start();
      String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher version = VERSION.matcher(answer);
      if (!version.find()) {
        throw new IllegalStateException(path + " --version: " + answer);
      }
      return version.group(1);
    } catch (IOException doesNotRun) {
      throw new UncheckedIOException(doesNotRun);
    }
  }
}
