package dev.chatroom.redisserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of a server. */
final class RedisProcess {

  private final Process process;
  private final Thread end;

  private RedisProcess(Process process) {
    this.process = process;
    this.end = new Thread(process::destroyForcibly, "redis-end");
    Runtime.getRuntime().addShutdownHook(end);
  }

  static RedisProcess start(RedisProgram program, RedisDirectory directory, boolean sentinel) {
    List<String> words =
        new ArrayList<>(List.of(program.path().toString(), directory.configuration().toString()));
    if (sentinel) {
      words.add("--sentinel");
    }
    try {
      return new RedisProcess(
          new ProcessBuilder(words)
              .directory(directory.path().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.logFile().toFile()))
              .start());
    } catch (IOException doesNotRun) {
      throw new UncheckedIOException(doesNotRun);
    }
  }

  void requireAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException("redis-server ended with " + process.exitValue());
    }
  }

  void kill() {
    process.destroyForcibly();
    var unused = process.onExit().join();
    try {
      Runtime.getRuntime().removeShutdownHook(end);
    } catch (IllegalStateException theHookRuns) {
      // It kills what is dead.
    }
  }

  void stop(Duration patience) {
    // One that stands still would not hear of it.
    if (process.isAlive()) {
      signal("CONT");
      process.destroy();
    }
    try {
      var unused = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    kill();
  }

  void signal(String name) {
    try {
      String pid = String.valueOf(process.pid());
      int status = new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("kill -" + name + ": " + status);
      }
    } catch (IOException noSuchProgram) {
      throw new UncheckedIOException(noSuchProgram);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(hurry);
    }
  }
}
