package dev.chatroom.socketio;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Where a server's key and certificate are. */
sealed interface ServerKey {

  /** With forward secrecy and authenticated; what a client of 2014 or later has at least one of. */
  List<String> CIPHERS =
      List.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_AES_128_GCM_SHA256",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  /**
   * Reads them.
   *
   * @throws IOException when the files cannot be read
   * @throws GeneralSecurityException when they are not what they should be
   */
  SslContextBuilder read() throws IOException, GeneralSecurityException;

  /**
   * Reads and tries them.
   *
   * @throws IllegalArgumentException when they are not good
   */
  default SslContext context() {
    try {
      SslContext context =
          read()
              // Another one would be taken when it is on the class path, with memory to give back.
              .sslProvider(SslProvider.JDK)
              .protocols("TLSv1.3", "TLSv1.2")
              .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
              .build();
      TrialHandshake.with(context);
      return context;
    } catch (NoSuchFileException missing) {
      throw new IllegalArgumentException(this + ": no such file: " + missing.getFile(), missing);
    } catch (SSLException unfit) {
      throw new IllegalArgumentException(
          this + ": the key and the certificate do not go together: " + reason(unfit), unfit);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException unfit) {
      throw new IllegalArgumentException(this + ": " + reason(unfit), unfit);
    }
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause();
    String message = String.valueOf(failure.getMessage());
    return cause == null || message.contains(cause.toString())
        ? message
        : message + ": " + reason(cause);
  }

  /** In files of their own. */
  record Pem(Path certificateChain, Path privateKey, @Nullable String password)
      implements ServerKey {

    @Override
    public SslContextBuilder read() throws IOException {
      // What Netty says of a file that is not there is that it has no certificates.
      for (Path each : List.of(certificateChain, privateKey)) {
        try (InputStream readable = Files.newInputStream(each)) {
          readable.read();
        }
      }
      return SslContextBuilder.forServer(certificateChain.toFile(), privateKey.toFile(), password);
    }

    @Override
    public String toString() {
      return "certificate " + certificateChain + " with key " + privateKey;
    }
  }

  /** In one file. */
  record Store(Path file, String password) implements ServerKey {

    @Override
    public SslContextBuilder read() throws IOException, GeneralSecurityException {
      char[] secret = password.toCharArray();
      KeyStore store;
      try (InputStream readable = Files.newInputStream(file)) {
        readable.read();
        store = KeyStore.getInstance(file.toFile(), secret);
      }
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)) {
          KeyManagerFactory keys =
              KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
          keys.init(store, secret);
          return SslContextBuilder.forServer(keys);
        }
      }
      throw new IOException("there is no key in it");
    }

    @Override
    public String toString() {
      return "key store " + file;
    }
  }
}
