package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.chatroom.ChatRooms;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.web.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server, and the stories of src/test/node that Socket.IO's own clients tell with it. Each story
 * gets rooms of its own, and there is none called {@code nowhere}. Tests are skipped where there is
 * no npm, unless {@code -Dchatroom.npm=required}, and with {@code -Dchatroom.npm=off}.
 */
final class NodeClients implements BeforeAllCallback, AfterAllCallback {

  private static final Path SOURCES = Path.of("src/test/node");

  /** Of one process: others that run tests at the same time fetch at the same time. */
  private static final Path FOLDER =
      Path.of("target/node", System.getProperty("chatroom.fork", "1"));

  private static final int LOG_EVENTS = 100_000;
  private static final long LOG_BYTES = 64 * 1024 * 1024;

  private static @Nullable Boolean fetched;

  private final ChatRooms rooms =
      ChatRooms.builder()
          .rates(RateLimits.none())
          .log(LOG_EVENTS, LOG_BYTES)
          .historyMessages(0)
          .build();

  private final UnaryOperator<SocketIoTransportBuilder> options;
  private SocketIoTransport transport;
  private int stories;

  NodeClients() {
    this(UnaryOperator.identity());
  }

  /** With a transport that has other than the default options. */
  NodeClients(UnaryOperator<SocketIoTransportBuilder> options) {
    this.options = options;
    this.transport = transport(0);
  }

  private SocketIoTransport transport(int port) {
    return options.apply(SocketIoTransport.builder().host("127.0.0.1").port(port)).build();
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
    fetch();
    transport.start(rooms);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    transport.stop(Duration.ofSeconds(1));
    rooms.close();
  }

  ChatRooms rooms() {
    return rooms;
  }

  /** Ends all connections, does something, and takes connections at the same port again. */
  void restart(Runnable between) {
    int port = port();
    transport.stop(Duration.ofSeconds(5));
    between.run();
    transport = transport(port);
    transport.start(rooms);
  }

  private int port() {
    return transport.address().orElseThrow().getPort();
  }

  /**
   * What was reported.
   *
   * @param byName by the name of the combination that it is about
   */
  record Reports(Map<String, Report> byName) {

    Report of(Combination combination) {
      return of(combination.toString());
    }

    /** Returns a report; a story that went wrong fails the test. */
    Report of(String name) {
      Report report = byName.getOrDefault(name, new Report(NullNode.getInstance()));
      assertThat(report.json().path("failure").asText()).as(name).isEmpty();
      assertThat(report.json()).as(name).isNotEmpty();
      return report;
    }
  }

  /** Has a story told, in which the script asks for nothing meanwhile. */
  Reports tell(String script, List<Combination> combinations, Map<String, ?> details)
      throws IOException, InterruptedException {
    return tell(script, combinations, details, (room, what) -> Assertions.fail(what));
  }

  /**
   * Has a story told.
   *
   * @param script a file of src/test/node
   * @param combinations whom it is about; each has a room, and all have one together
   * @param details what else the script needs to know
   * @param meanwhile does what the script asks for in the middle of the story, in the room of all
   */
  Reports tell(
      String script,
      List<Combination> combinations,
      Map<String, ?> details,
      BiConsumer<String, String> meanwhile)
      throws IOException, InterruptedException {
    Map<String, Object> request = request(combinations, details);
    Path log = FOLDER.resolve(script + ".log");
    // Not with our own input and output: in a fork of the build these are its line to the build.
    Process node =
        new ProcessBuilder("node", script)
            .directory(FOLDER.toFile())
            .redirectError(log.toFile())
            .start();
    try (OutputStream input = node.getOutputStream();
        BufferedReader output = node.inputReader(StandardCharsets.UTF_8)) {
      write(input, request);
      Map<String, Report> reports = new LinkedHashMap<>();
      for (String line; (line = output.readLine()) != null; ) {
        Report report = Report.parse(line);
        if (report.json().has("meanwhile")) {
          meanwhile.accept(String.valueOf(request.get("room")), report.text("meanwhile"));
          write(input, Map.of());
        } else {
          reports.put(report.text("combination"), report);
        }
      }
      assertThat(node.waitFor()).as(Files.readString(log)).isZero();
      return new Reports(reports);
    } finally {
      node.destroyForcibly();
    }
  }

  private Map<String, Object> request(List<Combination> combinations, Map<String, ?> details) {
    int story = ++stories;
    Map<String, Object> request = new LinkedHashMap<>(details);
    request.put("url", "http://127.0.0.1:" + port());
    request.put("port", port());
    request.put("other", Map.of("generation", "client-4", "way", "websocket"));
    request.put("room", room("story-" + story));
    List<Map<?, ?>> described = new ArrayList<>();
    for (Combination each : combinations) {
      Map<String, Object> one = new LinkedHashMap<>(each.described());
      one.put("index", described.size());
      one.put("room", room("story-" + story + "-" + described.size()));
      described.add(one);
    }
    request.put("combinations", described);
    return request;
  }

  private String room(String name) {
    return rooms.room(name).name().toString();
  }

  private static void write(OutputStream input, Map<String, ?> line) throws IOException {
    input.write(Json.ascii(line));
    input.write('\n');
    input.flush();
  }

  private static synchronized void fetch() throws IOException, InterruptedException {
    String wish = System.getProperty("chatroom.npm");
    if ("off".equals(wish)) {
      skip("-Dchatroom.npm=off");
    }
    if (fetched == null) {
      Files.createDirectories(FOLDER);
      try (Stream<Path> files = Files.list(SOURCES)) {
        for (Path file : files.toList()) {
          Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      fetched = install();
    }
    if (!fetched) {
      if ("required".equals(wish)) {
        throw new AssertionError("npm cannot fetch the clients, and -Dchatroom.npm=required");
      }
      skip("npm is not here, or cannot fetch the clients");
    }
  }

  private static void skip(String reason) {
    System.out.println("Client tests are skipped: " + reason);
    abort(reason);
  }

  private static boolean install() throws InterruptedException {
    try {
      Process npm =
          new ProcessBuilder(
                  "npm",
                  "install",
                  "--prefer-offline",
                  "--no-package-lock",
                  "--ignore-scripts",
                  "--no-audit",
                  "--no-fund")
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(FOLDER.resolve("npm.log").toFile())
              .start();
      return npm.waitFor() == 0;
    } catch (IOException noNpm) {
      return false;
    }
  }
}
