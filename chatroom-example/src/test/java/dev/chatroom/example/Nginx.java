package dev.chatroom.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.chromium.Needed;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The nginx of this computer in front of two nodes, as docs/embedding.md says, in a process of its
 * own. Its files, and what it complains of, are in target/nginx.
 */
final class Nginx implements AutoCloseable {

  private static final Needed NEEDED =
      new Needed("chatroom.nginx", "nginx", "install nginx, or nginx-light of Debian");

  private static final List<String> BLOCKS = DocumentBlocks.of("docs/embedding.md", "nginx");

  /** The whole, of which the others replace or add a part. */
  private static final String ANY_NODE = BLOCKS.get(0);

  private static final Pattern UPSTREAM =
      Pattern.compile("upstream chat \\{.*?\n}", Pattern.DOTALL);

  private static final String PROXY_PASS = "proxy_pass http://chat;";

  /** By what a client is kept at one node. */
  enum Sticky {
    NOT,
    BY_COOKIE,
    BY_ADDRESS;

    private String config() {
      return switch (this) {
        case NOT -> ANY_NODE;
        case BY_COOKIE ->
            UPSTREAM
                .matcher(ANY_NODE)
                .replaceFirst(Matcher.quoteReplacement(BLOCKS.get(1)))
                .replace(PROXY_PASS, PROXY_PASS + "\n" + BLOCKS.get(2));
        case BY_ADDRESS -> ANY_NODE.replace("least_conn;", "hash $binary_remote_addr consistent;");
      };
    }
  }

  /** What is nginx's own, and not of the documents. One process is all of it, so that one ends. */
  private static final String AROUND =
      """
      daemon off;
      master_process off;
      pid nginx.pid;
      events { worker_connections 512; }
      http {
        log_format nodes '$upstream_addr $request_uri';
        access_log access.log nodes;
        client_body_temp_path temp;
        proxy_temp_path temp;
        fastcgi_temp_path temp;
        uwsgi_temp_path temp;
        scgi_temp_path temp;
      %s
      }
      """;

  private final int port = ExampleProcess.freePort();
  private final Path folder;
  private final Process process;

  private Nginx(Path program, String config) {
    try {
      Path parent = ExampleProcess.JAR.resolveSibling("nginx");
      folder = Files.createTempDirectory(Files.createDirectories(parent), "run");
      Files.writeString(
          folder.resolve("nginx.conf"),
          AROUND.formatted(config.replace("listen 80;", "listen 127.0.0.1:" + port + ";")));
      process =
          new ProcessBuilder(
                  program.toString(), "-p", folder.toString(), "-c", "nginx.conf", "-e", "stderr")
              .redirectErrorStream(true)
              .redirectOutput(log().toFile())
              .start();
    } catch (IOException cannotRun) {
      throw new UncheckedIOException(cannotRun);
    }
  }

  private Path log() {
    return folder.resolve("nginx.log");
  }

  /** Skips the tests where there is none. */
  static void orSkip() {
    NEEDED.orSkip(Nginx::find);
  }

  private static Optional<Path> find() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(path.split(File.pathSeparator)), Stream.of("/usr/sbin"))
        .filter(each -> !each.isEmpty())
        .map(each -> Path.of(each, "nginx"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts one that shares people out to these two, and awaits that it serves. */
  static Nginx before(URI first, URI second, Sticky sticky) {
    String config =
        sticky
            .config()
            .replace("10.0.0.11:3000", first.getAuthority())
            .replace("10.0.0.12:3000", second.getAuthority());
    assertThat(config).contains(first.getAuthority(), second.getAuthority(), PROXY_PASS);
    Nginx started = new Nginx(NEEDED.orSkip(Nginx::find), config);
    try {
      started.awaitStart();
    } catch (RuntimeException | AssertionError didNotStart) {
      started.close();
      throw didNotStart;
    }
    return started;
  }

  private void awaitStart() {
    while (ExampleProcess.isFree(port)) {
      try {
        if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
          throw new AssertionError("nginx: " + Files.readString(log()));
        }
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Returns where pages are. */
  URI url() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /** Returns host and port of the node that served the last request for a path. */
  String lastNodeOf(String path) {
    try (Stream<String> requests = Files.lines(folder.resolve("access.log"))) {
      return requests
          .filter(each -> each.endsWith(" " + path))
          .reduce((before, last) -> last)
          .orElseThrow()
          .replaceFirst(" .*", "");
    } catch (IOException noLog) {
      throw new UncheckedIOException(noLog);
    }
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly();
    var unused = process.onExit().join();
  }
}
