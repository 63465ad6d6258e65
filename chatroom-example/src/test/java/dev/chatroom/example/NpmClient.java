package dev.chatroom.example;

import dev.chatroom.chromium.Needed;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** A Socket.IO client other than ours, which npm fetches once into the build's folder. */
enum NpmClient {
  /** The tutorial's. */
  V1("1.4.5", "package/socket.io.js"),
  V4("4.8.4", "package/dist/socket.io.js");

  private static final int FETCH_SECONDS = 120;

  private final String version;
  private final String script;

  NpmClient(String version, String script) {
    this.version = version;
    this.script = script;
  }

  /** Returns the script, or skips the tests. */
  String orSkip() {
    return new Needed(
            "chatroom.npm",
            "socket.io-client " + version,
            "npm has to fetch it (target/npm/npm.log)")
        .orSkip(this::fetch);
  }

  /** Has somebody's browser use it for the page of a server. */
  Person in(Person person, ExampleProcess server) {
    person.isServed(server.url() + "js/socket.io.js", "text/javascript", orSkip());
    return person;
  }

  private Optional<String> fetch() {
    Path folder = ExampleProcess.JAR.resolveSibling("npm");
    Path archive = folder.resolve("socket.io-client-" + version + ".tgz");
    try {
      Files.createDirectories(folder);
      if (Files.exists(archive) || pack(folder)) {
        return Optional.of(entry(archive, script));
      }
    } catch (IOException noNpmOrNoArchive) {
      // As good as not fetched.
    }
    return Optional.empty();
  }

  private boolean pack(Path folder) throws IOException {
    List<String> command =
        List.of(
            "npm", "pack", "socket.io-client@" + version, "--ignore-scripts", "--fetch-retries=1");
    Process npm =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("npm.log").toFile())
            .start();
    try {
      return npm.waitFor(FETCH_SECONDS, TimeUnit.SECONDS) && npm.exitValue() == 0;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      npm.toHandle().destroyForcibly();
    }
  }

  /** Returns a file of a tar archive: blocks of 512 bytes, a header and then the content. */
  private static String entry(Path archive, String name) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
      while (true) {
        byte[] header = in.readNBytes(512);
        if (header.length < 512 || header[0] == 0) {
          throw new IOException(archive + ": has no " + name);
        }
        int size = Integer.parseInt(field(header, 124, 12), 8);
        byte[] content = in.readNBytes(size);
        if (field(header, 0, 100).equals(name)) {
          return new String(content, StandardCharsets.UTF_8);
        }
        in.skipNBytes((512 - size % 512) % 512);
      }
    }
  }

  private static String field(byte[] header, int offset, int length) {
    return new String(header, offset, length, StandardCharsets.US_ASCII).replace("\0", "").strip();
  }
}
