package dev.chatroom.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The shaded jar, run as a user runs it. */
final class ExampleProcess implements AutoCloseable {

  /** How long anything may take before the test counts as failed. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  static final Path JAR = Path.of(System.getProperty("chatroom.jar"));

  private static final String HOST = "127.0.0.1";

  /** What of the environment changes what a Java process, or this one, does. */
  private static final List<String> NOT_INHERITED =
      List.of("PORT", "REDIS_URL", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  /**
   * A hundred short lives are dear mostly for what Java does before the program begins: it loads
   * the classes from an archive of them, and does not compile for a long life.
   */
  private static final List<String> FOR_A_SHORT_LIFE = forAShortLife();

  private final Process process;
  private final CompletableFuture<URI> url = new CompletableFuture<>();
  private final CompletableFuture<URI> secondUrl = new CompletableFuture<>();
  private final Output out;
  private final Output err;

  private ExampleProcess(Process process) {
    this.process = process;
    this.out = new Output("stdout", process.inputReader(StandardCharsets.UTF_8));
    this.err = new Output("stderr", process.errorReader(StandardCharsets.UTF_8));
    out.start();
    err.start();
  }

  /** Runs it, whatever may come of it. */
  static ExampleProcess run(Map<String, String> environment, String... arguments) {
    return run(FOR_A_SHORT_LIFE, environment, arguments);
  }

  private static List<String> forAShortLife() {
    Path archive = JAR.resolveSibling("chatroom-example.jsa");
    List<String> archiving = List.of("-XX:ArchiveClassesAtExit=" + archive);
    String[] all = {
      "--host", HOST, "--port", "0", "--transport", "both", "--redis", "redis://127.0.0.1:1"
    };
    try (ExampleProcess any = run(archiving, Map.of(), all)) {
      any.url();
    }
    return List.of("-XX:TieredStopAtLevel=1", "-XX:SharedArchiveFile=" + archive);
  }

  private static ExampleProcess run(
      List<String> options, Map<String, String> environment, String... arguments) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(options);
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(NOT_INHERITED);
    builder.environment().putAll(environment);
    try {
      return new ExampleProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs it on the loopback and a port that the system chooses, and awaits that it serves. */
  static ExampleProcess start(String... arguments) {
    return startAt(0, arguments);
  }

  /** Runs it on the loopback and a given port, and awaits that it serves. */
  static ExampleProcess startAt(int port, String... arguments) {
    ExampleProcess started = runAt(port, arguments);
    started.url();
    return started;
  }

  /** Runs it on the loopback and a given port, and awaits nothing. */
  static ExampleProcess runAt(int port, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--host", HOST, "--port", Integer.toString(port)));
    all.addAll(Arrays.asList(arguments));
    return run(Map.of(), all.toArray(String[]::new));
  }

  /**
   * Returns a port that nobody listens on. It is none of those that systems give to whoever wants
   * any, so that nobody gets it before it is used.
   */
  static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      if (isFree(port)) {
        return port;
      }
    }
  }

  /** Returns a port that nobody listens on, nor on the one after it. */
  static int twoFreePorts() {
    int port = freePort();
    while (!isFree(port + 1)) {
      port = freePort();
    }
    return port;
  }

  static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  /** Returns the address of the page, or the first of two, once it is printed. */
  URI url() {
    return printed(url);
  }

  /** Returns the address of the second page, which is Jetty's, once it is printed. */
  URI secondUrl() {
    return printed(secondUrl);
  }

  private URI printed(CompletableFuture<URI> address) {
    try {
      return address.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      process.toHandle().destroyForcibly();
      throw new AssertionError("no URL; on stdout " + out.lines + ", on stderr " + err.lines, e);
    }
  }

  int port() {
    return url().getPort();
  }

  /** Tells it to stop, by SIGTERM. */
  ExampleProcess terminate() {
    // Not by the process itself, which would close its outputs as well.
    process.toHandle().destroy();
    return this;
  }

  /** Has it do nothing more, and connections to it stay open. */
  void freeze() {
    try {
      new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Ends it with no time to tell anybody. */
  void kill() {
    process.toHandle().destroyForcibly();
    awaitExit();
  }

  /** Awaits its end, and returns its exit status. */
  int awaitExit() {
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as("exits within %s", PATIENCE)
          .isTrue();
      out.join();
      err.join();
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the lines on stdout so far: all of them after the end. */
  List<String> out() {
    return out.lines;
  }

  /** Returns the lines on stderr so far: all of them after the end. */
  List<String> err() {
    return err.lines;
  }

  /** Stops it as a user would, and by force if that does not help. */
  @Override
  public void close() {
    try {
      terminate().awaitExit();
    } finally {
      process.toHandle().destroyForcibly();
    }
  }

  /** Reads one of its outputs to the end. */
  private final class Output extends Thread {

    private final BufferedReader reader;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private Output(String name, BufferedReader reader) {
      super(name);
      this.reader = reader;
      setDaemon(true);
    }

    @Override
    public void run() {
      reader.lines().forEach(this::add);
      IllegalStateException ended = new IllegalStateException("closed its " + getName());
      url.completeExceptionally(ended);
      secondUrl.completeExceptionally(ended);
    }

    private void add(String line) {
      lines.add(line);
      if (line.startsWith("http://") && !url.complete(URI.create(line))) {
        secondUrl.complete(URI.create(line));
      }
    }
  }
}
