package dev.chatroom.redisserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where one server has its files.
 *
 * @param path the directory, which is of no use to anybody else
 */
record RedisDirectory(Path path) {

  static RedisDirectory create() {
    try {
      return new RedisDirectory(Files.createTempDirectory("redis-server"));
    } catch (IOException noDisk) {
      throw new UncheckedIOException(noDisk);
    }
  }

  Path configuration() {
    return path.resolve("redis.conf");
  }

  Path logFile() {
    return path.resolve("redis.log");
  }

  /** Writes the configuration; from then on it is the server's, as Sentinels keep state there. */
  void write(List<String> lines) {
    try {
      Files.write(configuration(), lines);
    } catch (IOException noDisk) {
      throw new UncheckedIOException(noDisk);
    }
  }

  String log() {
    try {
      return Files.exists(logFile()) ? Files.readString(logFile()) : "";
    } catch (IOException noDisk) {
      throw new UncheckedIOException(noDisk);
    }
  }

  void delete() {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException noDisk) {
      throw new UncheckedIOException(noDisk);
    }
  }
}
