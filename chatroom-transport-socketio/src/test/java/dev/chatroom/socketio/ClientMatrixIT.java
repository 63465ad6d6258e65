package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.chatroom.ChatRooms;
import dev.chatroom.policy.RateLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every generation of Socket.IO's own clients, over WebSocket, polling and an upgrade, in one room:
 * all see all, in one order, as it was written. Skipped where there is no npm, unless {@code
 * -Dchatroom.npm=required}.
 */
class ClientMatrixIT {

  private static final int MESSAGES_EACH = 40;
  private static final Path SOURCES = Path.of("src/test/node");
  private static final Path FOLDER = Path.of("target/node");

  @BeforeAll
  static void fetchTheClients() throws IOException, InterruptedException {
    Files.createDirectories(FOLDER);
    for (String file : List.of("package.json", "matrix.js")) {
      Files.copy(SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!fetched()) {
      if ("required".equals(System.getProperty("chatroom.npm"))) {
        throw new AssertionError("npm cannot fetch the clients, and -Dchatroom.npm=required");
      }
      System.out.println("ClientMatrixIT is skipped: npm is not here, or cannot fetch the clients");
      abort("no npm");
    }
  }

  private static boolean fetched() throws InterruptedException {
    try {
      // Not with our own input and output: in a fork of the build these are its line to the build.
      Process npm =
          new ProcessBuilder(
                  "npm",
                  "install",
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

  @Test
  void all_generations_and_transports_see_all_in_one_order() throws Exception {
    ChatRooms rooms = ChatRooms.builder().rates(RateLimits.none()).build();
    SocketIoTransport transport = SocketIoTransport.builder().host("127.0.0.1").port(0).build();
    transport.start(rooms);
    try {
      String url = "http://127.0.0.1:" + transport.address().orElseThrow().getPort();
      List<Map<?, ?>> reports = run(url);

      assertThat(reports).hasSize(15);
      List<?> order = (List<?>) Objects.requireNonNull(reports.get(0).get("messages"));
      assertThat(order).hasSize(15 * MESSAGES_EACH).doesNotHaveDuplicates();
      assertThat(order.get(0)).asString().endsWith("昵称说:汉字😀\"\\\u2028é0");
      for (Map<?, ?> report : reports) {
        String name = String.valueOf(report.get("name"));
        assertThat(report.get("messages")).as(name).isEqualTo(order);
        assertThat((List<?>) report.get("nicknames")).as(name).hasSize(15);
        assertThat((List<?>) report.get("problems")).as(name).isEmpty();
        assertThat(report.get("transport"))
            .as(name)
            .isEqualTo(name.endsWith(" polling") ? "polling" : "websocket");
      }
    } finally {
      transport.stop(Duration.ofSeconds(1));
      rooms.close();
    }
  }

  private static List<Map<?, ?>> run(String url) throws Exception {
    Process node =
        new ProcessBuilder("node", "matrix.js", url, String.valueOf(MESSAGES_EACH))
            .directory(FOLDER.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(node.waitFor()).as(output).isZero();
    List<Map<?, ?>> reports = new ArrayList<>();
    for (String line : output.lines().toList()) {
      reports.add((Map<?, ?>) Objects.requireNonNull(Json.parse(line)));
    }
    return reports;
  }
}
