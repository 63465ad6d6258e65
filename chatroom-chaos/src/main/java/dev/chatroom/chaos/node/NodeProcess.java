package dev.chatroom.chaos.node;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A node in a JVM of its own, that may be killed and stopped. */
public final class NodeProcess implements AutoCloseable {

  /** For one that has only just begun to start, drains, and has no Redis to say goodbye to. */
  private static final Duration ORDERLY = Duration.ofSeconds(60);

  private final Process process;
  private final BufferedReader output;
  private volatile boolean isToEnd;

  private NodeProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "node-end"));
  }

  /**
   * Starts a node.
   *
   * @param before directories with classes and resources that go before those of this project
   * @param log where what it says of itself is appended
   */
  public static NodeProcess start(NodeOptions options, List<Path> before, Path log) {
    List<String> classPath = new ArrayList<>();
    before.forEach(each -> classPath.add(each.toString()));
    classPath.add(System.getProperty("java.class.path"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                String.join(File.pathSeparator, classPath),
                NodeMain.class.getName()));
    command.addAll(options.arguments());
    try {
      return new NodeProcess(
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start());
    } catch (IOException doesNotRun) {
      throw new UncheckedIOException(doesNotRun);
    }
  }

  /** Waits until it listens; returns where, or nothing when it was ended before. */
  public @Nullable NodePorts ports() throws IOException {
    for (String line = nextLine(); line != null; line = nextLine()) {
      if (line.startsWith("listening ")) {
        String[] words = line.split(" ", -1);
        return new NodePorts(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      }
    }
    if (!isToEnd) {
      throw new IOException("the node has ended by itself before it listened");
    }
    return null;
  }

  /** Who destroys a process closes its output too. */
  private @Nullable String nextLine() throws IOException {
    try {
      return output.readLine();
    } catch (IOException closed) {
      if (isToEnd) {
        return null;
      }
      throw closed;
    }
  }

  /** Kills it (SIGKILL). */
  public void kill() {
    isToEnd = true;
    var unused = process.destroyForcibly().onExit().join();
  }

  /** Has it stand still (SIGSTOP), or go on (SIGCONT). */
  public void signal(String name) {
    try {
      var unused =
          new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException noSuchProgram) {
      throw new UncheckedIOException(noSuchProgram);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it in an orderly way; returns whether it did so in time. */
  public boolean stop() {
    isToEnd = true;
    try (Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
      input.write("stop\n");
      input.flush();
      boolean ended = process.waitFor(ORDERLY.toMillis(), TimeUnit.MILLISECONDS);
      kill();
      return ended;
    } catch (IOException itHadEnded) {
      kill();
      return false;
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
      kill();
      return false;
    }
  }

  @Override
  public void close() {
    kill();
  }
}
