package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chat over TLS. */
class TlsIT {

  private static final String PASSWORD = "swordfish";

  @TempDir private static Path directory;

  private static Path store() {
    return directory.resolve("chat.store");
  }

  @BeforeAll
  static void makeKey() throws IOException, InterruptedException {
    makeKey(store());
  }

  /** Makes a key for this computer. */
  static void makeKey(Path store) throws IOException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "chat",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-keyalg",
                "EC",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(keytool.exitValue()).as(said).isZero();
  }

  private static SslContextFactory.Server tls() {
    return tls(store());
  }

  /** Returns what a server has that has such a key. */
  static SslContextFactory.Server tls(Path store) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStorePath(store.toString());
    tls.setKeyStorePassword(PASSWORD);
    return tls;
  }

  private static ChatServer start() {
    return ChatServer.start(options -> options.tls(tls()));
  }

  /** Returns what a client has that trusts the certificate and no other. */
  private static SSLContext trusting() throws IOException, GeneralSecurityException {
    return trusting(store());
  }

  static SSLContext trusting(Path store) throws IOException, GeneralSecurityException {
    KeyStore own = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("chat", own.getCertificate("chat"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static RawWebSocket connect(ChatServer server, SSLContext trust, String headers)
      throws IOException {
    return RawWebSocket.ask(
        trust
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), server.address().getPort()),
        "/chat",
        headers);
  }

  @Test
  void who_trusts_the_certificate_chats_with_more_than_one_record_of_text()
      throws IOException, GeneralSecurityException {
    try (ChatServer server = start();
        RawWebSocket tom = connect(server, trusting(), "")) {
      String text = "x".repeat(60_000);
      tom.claim("tom").say(text).await(text);
      tom.answerClose();
      assertThat(tom.awaitClose()).startsWith("1000");
    }
  }

  @Test
  void pages_come_over_tls_too() throws IOException, GeneralSecurityException {
    try (ChatServer server = start()) {
      String host = "127.0.0.1:" + server.address().getPort();
      try (RawWebSocket own = connect(server, trusting(), "Origin: https://" + host + "\r\n");
          RawWebSocket plain = connect(server, trusting(), "Origin: http://" + host + "\r\n")) {
        assertThat(own.status()).isEqualTo(101);
        assertThat(plain.status()).isEqualTo(403);
      }
    }
  }

  @Test
  void who_does_not_trust_it_or_speaks_no_tls_gets_nothing_and_nobody_is_alarmed()
      throws IOException, GeneralSecurityException {
    try (ChatServer server = start();
        Logged logged = new Logged()) {
      assertThatThrownBy(() -> connect(server, SSLContext.getDefault(), "").close())
          .isInstanceOf(SSLException.class);
      assertThat(Http.get(server.address(), "/chat")).doesNotContain("HTTP");
      try (RawWebSocket tom = connect(server, trusting(), "")) {
        tom.claim("tom");
      }
      assertThat(logged.lines()).isEmpty();
    }
  }

  @Test
  void a_new_certificate_is_for_who_comes_next_and_who_is_here_stays() throws Exception {
    Path renewed = directory.resolve("renewed.store");
    makeKey(renewed);
    SslContextFactory.Server tls = tls();
    try (ChatServer server = ChatServer.start(options -> options.tls(tls));
        RawWebSocket tom = connect(server, trusting(), "")) {
      tom.claim("tom");
      tls.reload(reloaded -> reloaded.setKeyStorePath(renewed.toString()));
      assertThatThrownBy(() -> connect(server, trusting(), "").close())
          .isInstanceOf(SSLException.class);
      try (RawWebSocket ann = connect(server, trusting(renewed), "")) {
        ann.claim("ann").say("hi");
        tom.await("\"msg\":\"hi\"");
      }
    }
  }
}
