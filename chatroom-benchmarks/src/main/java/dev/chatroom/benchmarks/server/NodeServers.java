package dev.chatroom.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The servers of src/main/node, and what npm brings for them into target/node. */
final class NodeServers {

  private boolean installed;

  /** Returns what starts a server; fetches what it needs when that is not done yet. */
  synchronized List<String> command(String script) {
    Path folder = module().resolve("target/node");
    if (!installed) {
      install(folder);
      installed = true;
    }
    return List.of(
        "node", "--expose-gc", "--max-old-space-size=512", folder.resolve(script).toString());
  }

  /** The module's folder: the classes are in its target. */
  private static Path module() {
    try {
      Path classes =
          Path.of(NodeServers.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Objects.requireNonNull(classes.resolve("../..").normalize());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void install(Path folder) {
    try {
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(module().resolve("src/main/node"))) {
        for (Path file : files.toList()) {
          Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      Path log = folder.resolve("npm.log");
      Process npm =
          new ProcessBuilder(
                  "npm",
                  "install",
                  "--prefer-offline",
                  "--no-package-lock",
                  "--ignore-scripts",
                  "--no-audit",
                  "--no-fund")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (npm.waitFor() != 0) {
        throw new IOException("npm install failed: " + Files.readString(log));
      }
    } catch (IOException noNpm) {
      throw new UncheckedIOException(noNpm);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while npm was fetching", stop);
    }
  }
}
