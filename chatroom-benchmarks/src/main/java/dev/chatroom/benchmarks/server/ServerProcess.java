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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server in a process of its own, on one core, and what it has used.
 *
 * <p>It says {@code listening PORT} when it is ready, answers {@code allocated} and {@code collect}
 * on a line each, and ends with its standard input.
 */
public final class ServerProcess implements AutoCloseable {

  private static final long END_SECONDS = 10;

  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter input;
  private final int port;

  private ServerProcess(Process process) throws IOException {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.input = process.outputWriter(StandardCharsets.UTF_8);
    this.port = Integer.parseInt(read("listening"));
  }

  /**
   * Starts a server.
   *
   * @param core which processor it has, and no other
   * @param log where its standard error goes
   */
  public static ServerProcess start(Peer peer, int core, Path log) throws IOException {
    List<String> command = new ArrayList<>(List.of("taskset", "-c", String.valueOf(core)));
    command.addAll(peer.command());
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      return new ServerProcess(process);
    } catch (IOException | RuntimeException didNotStart) {
      process.destroyForcibly();
      throw didNotStart;
    }
  }

  /** Returns where it listens, on the loopback address. */
  public int port() {
    return port;
  }

  /** Returns what all its threads that live have had of the processor, in nanoseconds. */
  public long cpuNanos() {
    Path tasks = proc("task");
    try (Stream<Path> threads = Files.list(tasks)) {
      return threads.mapToLong(ServerProcess::runNanos).sum();
    } catch (IOException itEnded) {
      throw new UncheckedIOException(itEnded);
    }
  }

  /** The first field of schedstat is the time on the processor (Linux, sched-stats). */
  private static long runNanos(Path thread) {
    try {
      String stat = Files.readString(thread.resolve("schedstat"));
      return Long.parseLong(stat.substring(0, stat.indexOf(' ')));
    } catch (IOException theThreadEnded) {
      return 0;
    }
  }

  /** Returns the memory that it holds, in bytes. */
  public long residentBytes() {
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
  public long allocatedBytes() throws IOException {
    return Long.parseLong(ask("allocated", "allocated"));
  }

  /** Has it collect its garbage. */
  public void collect() throws IOException {
    String unused = ask("collect", "collected");
  }

  private String ask(String question, String answer) throws IOException {
    input.write(question + "\n");
    input.flush();
    return read(answer);
  }

  /** Reads on to a line that begins with a word; returns the rest of it. */
  private String read(String word) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(word)) {
        return line.substring(word.length()).strip();
      }
    }
    throw new IOException("the server ended, and has not said: " + word);
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
        process.destroyForcibly();
      }
    } catch (InterruptedException hurry) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
