package dev.chatroom.benchmarks.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The servers of src/main/node, and what npm brings for them into target/node. */
final class NodeServers {

  private static final String NODE = "node";
  private static final long FETCH_MINUTES = 5;

  private final Path sources = module().resolve("src/main/node");
  private final Path folder = module().resolve("target/node");
  private boolean fetched;

  /** Returns what starts a server, when all is fetched. */
  List<String> command(String script) {
    return List.of(NODE, "--max-old-space-size=512", folder.resolve(script).toString());
  }

  boolean isOne(Peer peer) {
    return peer.command().get(0).equals(NODE);
  }

  List<String> packages() throws IOException {
    List<String> packages = new ArrayList<>();
    new ObjectMapper()
        .readTree(sources.resolve("package.json").toFile())
        .path("dependencies")
        .properties()
        .forEach(each -> packages.add(named(each.getKey(), each.getValue().asText())));
    return packages;
  }

  /** Two versions of one package have a name here each: {@code "a-1": "npm:a@1.0.0"}. */
  private static String named(String name, String version) {
    return version.startsWith("npm:")
        ? version.substring("npm:".length()).replace('@', ' ')
        : name + " " + version;
  }

  /** Fetches what they need, once. */
  synchronized void fetch() {
    if (!fetched) {
      install();
      fetched = true;
    }
  }

  /** The module's folder: the classes are in its target. */
  private static Path module() {
    try {
      Path classes =
          Path.of(NodeServers.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return classes.resolve("../..").normalize();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void install() {
    try {
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(sources)) {
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
      boolean ended = npm.waitFor(FETCH_MINUTES, TimeUnit.MINUTES);
      if (!ended || npm.exitValue() != 0) {
        npm.destroyForcibly().waitFor();
        throw new IOException(
            "npm install failed, or took longer than "
                + FETCH_MINUTES
                + " min: "
                + Files.readString(log));
      }
    } catch (IOException noNpm) {
      throw new UncheckedIOException(noNpm);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while npm was fetching", stop);
    }
  }
}
