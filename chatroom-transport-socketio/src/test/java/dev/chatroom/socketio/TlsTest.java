package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

  @TempDir private static Path directory;

  private static TestKey curves;
  private static TestKey rsa;

  @BeforeAll
  static void make() {
    curves = TestKey.ofCurves(directory, "curves");
    rsa = TestKey.ofRsa(directory, "rsa", 2048);
  }

  private static SSLEngine engine(Tls tls) {
    return tls.stage(UnpooledByteBufAllocator.DEFAULT, Duration.ofSeconds(1)).engine();
  }

  @Test
  void it_speaks_nothing_older_than_1_2_and_no_cipher_without_forward_secrecy() {
    SSLEngine engine = engine(Tls.pem(curves.certificate(), curves.key()));
    assertThat(engine.getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
    assertThat(engine.getEnabledCipherSuites())
        .isNotEmpty()
        .allMatch(each -> each.matches("TLS_(AES|CHACHA20|ECDHE)_.*(GCM|POLY1305)_SHA.*"));
  }

  @Test
  void a_key_is_read_from_pem_or_from_a_store() {
    Tls.pem(rsa.certificate(), rsa.key());
    Tls.keyStore(curves.store(), TestKey.PASSWORD.toCharArray());
    Tls.keyStore(TestKey.inJks(directory, "jks").store(), TestKey.PASSWORD.toCharArray());
  }

  @Test
  void an_encrypted_key_needs_its_password() {
    Path encrypted = curves.encryptedKey("open sesame".toCharArray());
    Tls.pem(curves.certificate(), encrypted, "open sesame".toCharArray());
    assertBad(encrypted, () -> Tls.pem(curves.certificate(), encrypted, "guess".toCharArray()));
    assertBad(encrypted, () -> Tls.pem(curves.certificate(), encrypted));
  }

  private static void assertBad(Path file, Runnable read) {
    assertThatThrownBy(read::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString())
        .satisfies(bad -> assertThat(bad.getMessage()).matches("(?s).*: .*[a-z]{3}.*"));
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    Path missing = directory.resolve("missing.pem");
    assertThatThrownBy(() -> Tls.pem(missing, curves.key()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("no such file: " + missing);
    assertThatThrownBy(() -> Tls.pem(curves.certificate(), missing))
        .hasMessageEndingWith("no such file: " + missing);
    assertThatThrownBy(() -> Tls.keyStore(missing, new char[0]))
        .hasMessageEndingWith("no such file: " + missing);
    assertBad(directory, () -> Tls.pem(directory, curves.key()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n",
        "-----BEGIN CERTIFICATE-----"
      })
  void a_file_of_something_else_is_named(String content) throws IOException {
    Path bad = Files.writeString(directory.resolve("bad.pem"), content);
    assertBad(bad, () -> Tls.pem(bad, curves.key()));
    assertBad(bad, () -> Tls.pem(curves.certificate(), bad));
    assertBad(bad, () -> Tls.keyStore(bad, new char[0]));
  }

  @Test
  void a_store_needs_its_password_and_a_key() {
    assertThatThrownBy(() -> Tls.keyStore(curves.store(), "guess".toCharArray()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(curves.store().toString(), "password");
  }

  @Test
  void a_key_that_does_not_belong_to_its_certificate_is_found_out() {
    TestKey other = TestKey.ofCurves(directory, "other");
    assertThatThrownBy(() -> Tls.pem(curves.certificate(), other.key()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            curves.certificate().toString(), other.key().toString(), "do not go together");
    assertBad(rsa.key(), () -> Tls.pem(curves.certificate(), rsa.key()));
  }

  @Test
  void a_key_that_is_too_weak_for_the_jdk_is_found_out() {
    TestKey weak = TestKey.ofRsa(directory, "weak", 512);
    assertBad(weak.key(), () -> Tls.pem(weak.certificate(), weak.key()));
  }
}
