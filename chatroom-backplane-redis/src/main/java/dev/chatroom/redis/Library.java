package dev.chatroom.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * What is done in Redis, written in Lua: a library of functions where the server has those (Redis
 * 7), else a script. Its name has a digest of what it does in it, so that nodes of different
 * versions beside each other each call their own.
 */
final class Library {

  /** In the order in which they build on one another; together they are one chunk. */
  private static final List<String> PARTS =
      List.of("room", "verdicts", "fold", "log", "operations", "nodes", "run");

  private static final String SOURCE =
      PARTS.stream().map(Library::part).collect(Collectors.joining("\n"));
  private static final String NAME = "chatroom_" + digest(SOURCE).substring(0, 12);
  private static final String FUNCTIONS =
      "#!lua name=" + NAME + "\n" + SOURCE + "\nredis.register_function('" + NAME + "', run)\n";
  private static final String SCRIPT = SOURCE + "\nreturn run(KEYS, ARGV)\n";
  private static final String SCRIPT_DIGEST = digest(SCRIPT);

  private final boolean mayUseFunctions;
  private volatile boolean functions;

  Library(boolean mayUseFunctions) {
    this.mayUseFunctions = mayUseFunctions;
  }

  /** Sees to it that the server has it. */
  CompletionStage<Boolean> load(RedisClusterAsyncCommands<String, String> redis) {
    if (!mayUseFunctions) {
      return loadScript(redis);
    }
    return redis
        .functionLoad(FUNCTIONS)
        .handle(
            (name, failure) -> {
              functions = failure == null || isThere(failure);
              return functions;
            })
        .thenCompose(
            loaded -> loaded ? CompletableFuture.completedFuture(true) : loadScript(redis));
  }

  private static CompletionStage<Boolean> loadScript(
      RedisClusterAsyncCommands<String, String> redis) {
    return redis.scriptLoad(SCRIPT).thenApply(digest -> true);
  }

  private static boolean isThere(Throwable failure) {
    return failure instanceof RedisCommandExecutionException
        && String.valueOf(failure.getMessage()).contains("already exists");
  }

  /** Returns whether a call failed because the server has forgotten it, and so did nothing. */
  static boolean isMissing(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    String message = cause == null ? "" : String.valueOf(cause.getMessage());
    return cause instanceof RedisCommandExecutionException
        && (message.startsWith("NOSCRIPT") || message.contains("Function not found"));
  }

  CompletionStage<List<Object>> call(
      RedisClusterAsyncCommands<String, String> redis, String[] keys, String... args) {
    return functions
        ? redis.fcall(NAME, ScriptOutputType.MULTI, keys, args)
        : redis.evalsha(SCRIPT_DIGEST, ScriptOutputType.MULTI, keys, args);
  }

  private static String part(String name) {
    String file = "lua/" + name + ".lua";
    try (InputStream in = Library.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing beside " + Library.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** As Redis names scripts. */
  private static String digest(String text) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(sha1.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
