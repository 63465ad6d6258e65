package dev.chatroom.js;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.chromium.Needed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The types of chatroom.js, as the compiler of TypeScript reads them; npm fetches it. */
class TypesIT {

  private static final Path SOURCES = Path.of("src/test/typescript");
  private static final Path FOLDER = Path.of("target/typescript");
  private static final int FETCH_SECONDS = 120;
  private static final int COMPILE_SECONDS = 60;
  private static final String TYPES = "/META-INF/resources/chatroom/chatroom.d.ts";

  private static final Needed NEEDED =
      new Needed("chatroom.npm", "TypeScript", "npm has to fetch it (target/typescript/npm.log)");

  @Test
  void pages_may_write_what_they_may_and_nothing_else() throws IOException {
    Path compiler = NEEDED.orSkip(TypesIT::fetch);
    Files.writeString(FOLDER.resolve("chatroom.d.ts"), Script.resource(TYPES));
    assertThat(runs("tsc.log", COMPILE_SECONDS, "node", compiler.toString(), "-p", "."))
        .as(() -> log("tsc.log"))
        .isTrue();
  }

  private static Optional<Path> fetch() {
    Path compiler = Path.of("node_modules", "typescript", "bin", "tsc");
    try {
      Files.createDirectories(FOLDER);
      try (Stream<Path> files = Files.list(SOURCES)) {
        for (Path file : files.toList()) {
          Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      List<String> install = new ArrayList<>(List.of("npm", "install", "--prefer-offline"));
      install.addAll(List.of("--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"));
      install.add("--fetch-retries=1");
      if (runs("npm.log", FETCH_SECONDS, install.toArray(String[]::new))
          && runs("version.log", COMPILE_SECONDS, "node", compiler.toString(), "--version")) {
        return Optional.of(compiler);
      }
      return Optional.empty();
    } catch (IOException noNpm) {
      return Optional.empty();
    }
  }

  private static boolean runs(String log, int seconds, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(FOLDER.resolve(log).toFile())
            .start();
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      process.toHandle().destroyForcibly();
    }
  }

  private static String log(String name) {
    try {
      return Files.readString(FOLDER.resolve(name));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
