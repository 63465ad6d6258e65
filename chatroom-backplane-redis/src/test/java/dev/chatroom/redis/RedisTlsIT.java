package dev.chatroom.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.chatroom.redisserver.RedisServer;
import dev.chatroom.redisserver.Relay;
import io.lettuce.core.SslOptions;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Redis over TLS, which is between it and a relay, as not each Redis that tests have speaks it. */
class RedisTlsIT {

  private static final String PASSWORD = "swordfish";

  @TempDir private static Path directory;

  private static File store() {
    return directory.resolve("redis.store").toFile();
  }

  @BeforeAll
  static void makeKey() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-dname",
            "CN=redis",
            "-ext",
            "san=ip:127.0.0.1",
            "-keyalg",
            "EC",
            "-storetype",
            "PKCS12",
            "-keystore",
            store().toString(),
            "-storepass",
            PASSWORD);
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(keytool.exitValue()).as(said).isZero();
  }

  private static SSLServerSocketFactory tls() throws Exception {
    KeyStore key = KeyStore.getInstance(store(), PASSWORD.toCharArray());
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(key, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }

  private static String uri(Relay relay) {
    return "rediss://127.0.0.1:" + relay.port();
  }

  @Test
  void rooms_over_tls_with_a_certificate_that_is_trusted() throws Exception {
    SslOptions trusting =
        SslOptions.builder().keyStoreType("PKCS12").truststore(store(), PASSWORD).build();
    try (RedisServer server = RedisServer.start();
        Relay relay = new Relay(server, tls());
        Nodes nodes = new Nodes()) {
      RedisBackplane node = nodes.at(uri(relay), each -> each.sslOptions(trusting));
      Guest tom = Guest.in(node, "lobby", "tom");
      Guest ann = Guest.in(nodes.at(server), "lobby", "ann");

      for (int i = 0; i < 100; i++) {
        var unused = tom.says("message " + i);
      }

      ann.sees("message 99");
      tom.sees("message 99");
      relay.reset();
      tom.saysAtLast("again");
      ann.sees("again");
    }
  }

  @Test
  void whoever_is_not_trusted_is_not_talked_to() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger link = (Logger) LoggerFactory.getLogger(Link.class);
    log.start();
    link.addAppender(log);
    try (RedisServer server = RedisServer.start();
        Relay relay = new Relay(server, tls());
        Nodes nodes = new Nodes()) {
      // What is told first is why, and not that it took long: nothing of TLS is loaded yet.
      Duration unhurried = Duration.ofSeconds(30);
      RedisBackplane node = nodes.at(uri(relay), each -> each.timeout(unhurried));

      Guest.until(() -> !log.list.isEmpty());

      assertThat(log.list.get(0).getFormattedMessage())
          .startsWith("no connection to Redis")
          .contains("certification path");
      assertThat(node.isReachable()).isFalse();
    } finally {
      link.detachAppender(log);
    }
  }
}
