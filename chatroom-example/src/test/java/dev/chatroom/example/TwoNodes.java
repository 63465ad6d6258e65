package dev.chatroom.example;

import dev.chatroom.redisserver.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;

/** Two examples with one room, a Redis of their own, and a key that both know; both transports. */
final class TwoNodes implements AutoCloseable {

  private static final int KEY_BYTES = 32;

  private final Path key;
  private final RedisServer redis;
  private final ExampleProcess first;
  private final ExampleProcess second;

  TwoNodes() {
    key = key();
    redis = RedisServer.start();
    first = run();
    second = run();
    // Only now: they start side by side.
    for (ExampleProcess each : List.of(first, second)) {
      HealthAnswers.awaitOk(each.secondUrl());
    }
  }

  /** Starts one more, which is the caller's to close. */
  ExampleProcess another() {
    ExampleProcess another = run();
    HealthAnswers.awaitOk(another.secondUrl());
    return another;
  }

  private static Path key() {
    byte[] secret = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(secret);
    try {
      return Files.write(Files.createTempFile("token", ".key"), secret);
    } catch (IOException noDisk) {
      throw new UncheckedIOException(noDisk);
    }
  }

  private ExampleProcess run() {
    return ExampleProcess.runAt(
        0,
        "--transport",
        "both",
        "--redis",
        redis.uri(),
        "--token-key-file",
        key.toString(),
        "--history",
        "0",
        "--rate-limit",
        "off");
  }

  RedisServer redis() {
    return redis;
  }

  ExampleProcess first() {
    return first;
  }

  ExampleProcess second() {
    return second;
  }

  /** Returns the one whose page of Socket.IO is at that host and port. */
  ExampleProcess at(String authority) {
    return Stream.of(first, second)
        .filter(each -> each.url().getAuthority().equals(authority))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    // Both are told before either is awaited.
    first.terminate();
    second.terminate();
    first.close();
    second.close();
    redis.close();
    try {
      Files.delete(key);
    } catch (IOException noDisk) {
      throw new UncheckedIOException(noDisk);
    }
  }
}
