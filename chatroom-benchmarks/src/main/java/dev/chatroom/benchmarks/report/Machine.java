package dev.chatroom.benchmarks.report;

import dev.chatroom.benchmarks.server.Peers;
import dev.chatroom.redisserver.RedisServer;
import io.lettuce.core.LettuceVersion;
import io.netty.util.Version;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.StringJoiner;
import org.eclipse.jetty.util.Jetty;

/** Where it was measured, and what. */
final class Machine {

  private static final String NETTY_SOCKETIO =
      "/META-INF/maven/com.corundumstudio.socketio/netty-socketio/pom.properties";

  private static final long KILOBYTES_PER_GIB = 1024L * 1024;

  private Machine() {}

  /** Returns what this machine is. */
  static String hardware() throws IOException {
    Path processors = Path.of("/proc/cpuinfo");
    List<String> makes = all(processors, "model name");
    String memory = all(Path.of("/proc/meminfo"), "MemTotal").get(0).replaceAll("\\D", "");
    return "%d cores of %s, %d GiB of memory, Linux %s"
        .formatted(
            all(processors, "processor").size(),
            makes.isEmpty() ? "unknown make" : makes.get(0),
            Math.round((double) Long.parseLong(memory) / KILOBYTES_PER_GIB),
            System.getProperty("os.version").replaceAll("-.*", ""));
  }

  private static List<String> all(Path file, String name) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .toList();
  }

  /** Returns the versions of all that take part. */
  static String software() throws IOException {
    StringJoiner all = new StringJoiner(", ");
    all.add(System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    all.add("Netty " + netty());
    all.add("netty-socketio " + nettySocketIo());
    all.add("Jetty " + Jetty.VERSION);
    all.add("Lettuce " + LettuceVersion.getVersion().replaceAll("\\.RELEASE.*", ""));
    all.add("Redis " + redis());
    all.add("Node " + node());
    new Peers().nodePackages().forEach(all::add);
    return all.toString();
  }

  private static String netty() {
    Version version = Version.identify().get("netty-transport");
    return version == null ? "unknown" : version.artifactVersion();
  }

  private static String nettySocketIo() throws IOException {
    Properties properties = new Properties();
    try (InputStream in =
        Objects.requireNonNull(Machine.class.getResourceAsStream(NETTY_SOCKETIO), NETTY_SOCKETIO)) {
      properties.load(in);
    }
    return properties.getProperty("version");
  }

  /** Only one that runs says which it is. */
  private static String redis() {
    try (RedisServer redis = RedisServer.start()) {
      return redis.version();
    }
  }

  private static String node() {
    try {
      Process node = new ProcessBuilder("node", "--version").start();
      try (BufferedReader output = node.inputReader(StandardCharsets.UTF_8)) {
        return String.valueOf(output.readLine()).replace("v", "");
      }
    } catch (IOException noNode) {
      return "unknown";
    }
  }
}
