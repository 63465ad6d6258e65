package dev.chatroom.benchmarks.server;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server in a process of its own, on one core, and what it has used.
 *
 * <p>It says {@code listening PORT} when it is ready, answers {@code allocated} on a line of its
 * own, and ends with its standard input.
 */
final class ServerProcess implements AutoCloseable {

  private static final long END_SECONDS = 10;
  private static final long ANSWER_SECONDS = 120;

  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter input;
  private final Path log;
  private final ThreadTimes threads;
  private final int port;

  private ServerProcess(Process process, Path log) throws IOException {
    this.process = process;
    this.log = log;
    this.threads = new ThreadTimes(proc("task"));
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.input = process.outputWriter(StandardCharsets.UTF_8);
    this.port = Integer.parseInt(read("listening"));
  }

  /**
   * Starts a server.
   *
   * @param words what starts it
   * @param core which processor it has, and no other
   * @param log where its standard error goes
   */
  static ServerProcess start(List<String> words, int core, Path log) throws IOException {
    List<String> command = new ArrayList<>(List.of("taskset", "-c", String.valueOf(core)));
    command.addAll(words);
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      return new ServerProcess(process, log);
    } catch (IOException | RuntimeException didNotStart) {
      kill(process);
      throw didNotStart;
    }
  }

  /** Returns where it listens, on the loopback address. */
  int port() {
    return port;
  }

  /** Returns what all its threads have had of the processor, in nanoseconds. */
  long cpuNanos() {
    return threads.nanos();
  }

  /** Returns what of {@link #cpuNanos}, when it was last asked, its compilers have had. */
  long compilerNanos() {
    return threads.compilerNanos();
  }

  /** Returns the memory that it holds, in bytes. */
  long residentBytes() {
    try (Stream<String> lines = Files.lines(proc("status"))) {
      String line = lines.filter(each -> each.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
    } catch (IOException itEnded) {
      throw new UncheckedIOException(itEnded);
    }
  }

  private Path proc(String file) {
    return Path.of("/proc", String.valueOf(process.pid()), file);
  }

  /** Returns what its threads have allocated so far, in bytes; less than 0 where nobody knows. */
  long allocatedBytes() throws IOException {
    return Long.parseLong(ask("allocated", "allocated"));
  }

  private String ask(String question, String answer) throws IOException {
    input.write(question + "\n");
    input.flush();
    return read(answer);
  }

  /** Reads on to a line that begins with a word; returns the rest of it. */
  private String read(String word) throws IOException {
    CompletableFuture<Boolean> answered = new CompletableFuture<>();
    var unused =
        answered
            .completeOnTimeout(false, ANSWER_SECONDS, TimeUnit.SECONDS)
            .thenAccept(this::killUnless);
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(word)) {
          return line.substring(word.length()).strip();
        }
      }
    } finally {
      answered.complete(true);
    }
    throw new IOException(
        "the server ended, or was slower than %d s, and has not said: %s (see %s)"
            .formatted(ANSWER_SECONDS, word, log));
  }

  /** Ends a server that does not answer, and so the wait for its answer. */
  private void killUnless(boolean inTime) {
    if (!inTime) {
      kill(process);
    }
  }

  /** Returns when it has ended, and has neither its port nor its core any more. */
  private static void kill(Process process) {
    var unused = process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    try (input) {
      input.flush();
    } catch (IOException itEndedBefore) {
      // All the better.
    }
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        kill(process);
      }
    } catch (InterruptedException hurry) {
      kill(process);
      Thread.currentThread().interrupt();
    }
  }
}
