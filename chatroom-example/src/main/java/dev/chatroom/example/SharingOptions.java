package dev.chatroom.example;

import dev.chatroom.ChatRooms;
import dev.chatroom.redis.RedisBackplane;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** What there is to say about several processes with the same rooms. */
final class SharingOptions {

  private static final Logger LOG = LoggerFactory.getLogger(SharingOptions.class);

  private static final int MIN_KEY_BYTES = 32;

  @Option(
      names = "--redis",
      paramLabel = "URI",
      description =
          "Shares the rooms, through Redis or Valkey, with all who use the same:"
              + " redis://HOST:PORT, rediss://HOST (TLS), redis-sentinel://HOST,HOST#MASTER. One"
              + " with a password is better in the environment's REDIS_URL, which is the default."
              + " Without either the rooms are this process's own.")
  private @Nullable String redis;

  @Option(
      names = "--token-key-file",
      paramLabel = "FILE",
      description =
          "Holds a secret, 32 random bytes or more, the same for all who share rooms. Each makes a"
              + " key of its own without it, and who gets from one to another is somebody else"
              + " there, whose nickname is taken.")
  private @Nullable Path tokenKeyFile;

  /**
   * Builds rooms that are shared as the options say.
   *
   * @param rooms what they are like otherwise
   * @param fromEnvironment where Redis is if no option says it
   * @throws IllegalArgumentException if an option is wrong
   */
  SharedRooms build(ChatRooms.Builder rooms, @Nullable String fromEnvironment) {
    if (tokenKeyFile != null) {
      rooms.tokenKey(key(tokenKeyFile));
    }
    RedisURI uri = redis == null ? uri(fromEnvironment) : uri("--redis", redis);
    if (uri == null) {
      return new SharedRooms(rooms.build(), null);
    }
    if (tokenKeyFile == null) {
      LOG.warn(
          "no --token-key-file: who comes here from another node of this Redis is somebody else");
    }
    RedisBackplane backplane = RedisBackplane.builder(uri).build();
    return new SharedRooms(rooms.backplane(backplane).build(), backplane);
  }

  private static @Nullable RedisURI uri(@Nullable String fromEnvironment) {
    return fromEnvironment == null || fromEnvironment.isBlank()
        ? null
        : uri("REDIS_URL", fromEnvironment.strip());
  }

  private static RedisURI uri(String name, String value) {
    try {
      return RedisURI.create(value);
    } catch (IllegalArgumentException noUri) {
      // What was given is not told: it may have a password.
      throw new IllegalArgumentException(
          name + ": expected redis://HOST, rediss://HOST or redis-sentinel://HOST#MASTER", noUri);
    }
  }

  private static byte[] key(Path file) {
    byte[] key;
    try {
      key = Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "--token-key-file " + file + ": cannot be read", unreadable);
    }
    if (key.length < MIN_KEY_BYTES) {
      throw new IllegalArgumentException(
          "--token-key-file "
              + file
              + ": has "
              + key.length
              + " bytes, expected "
              + MIN_KEY_BYTES
              + " or more");
    }
    return key;
  }
}
