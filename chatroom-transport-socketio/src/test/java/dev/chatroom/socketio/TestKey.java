package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key with a certificate for this computer, in files, made by the JDK's own tool.
 *
 * @param store as PKCS #12
 * @param certificate in PEM
 * @param key in PEM
 */
record TestKey(Path store, Path certificate, Path key) {

  static final String PASSWORD = "swordfish";

  private static final String ALIAS = "chat";
  private static final Base64.Encoder BASE64 =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  /** Makes one of elliptic curves. */
  static TestKey ofCurves(Path directory, String name) {
    return make(directory, name, "PKCS12", "-keyalg", "EC", "-groupname", "secp256r1");
  }

  static TestKey ofRsa(Path directory, String name, int bits) {
    return make(directory, name, "PKCS12", "-keyalg", "RSA", "-keysize", Integer.toString(bits));
  }

  static TestKey inJks(Path directory, String name) {
    return make(directory, name, "JKS", "-keyalg", "RSA", "-keysize", "2048");
  }

  private static TestKey make(Path directory, String name, String type, String... algorithm) {
    Path store = directory.resolve(name + ".store");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", ALIAS, "-dname", "CN=" + name));
    command.addAll(List.of("-ext", "san=dns:localhost,ip:127.0.0.1"));
    command.addAll(List.of("-keystore", store.toString(), "-storetype", type));
    command.addAll(List.of("-storepass", PASSWORD, "-keypass", PASSWORD));
    command.addAll(List.of(algorithm));
    try {
      Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(keytool.exitValue()).as(said).isZero();
      KeyStore loaded = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
      Path certificate = directory.resolve(name + ".crt");
      Files.writeString(certificate, pem("CERTIFICATE", loaded.getCertificate(ALIAS).getEncoded()));
      Path key = directory.resolve(name + ".key");
      Files.writeString(
          key, pem("PRIVATE KEY", loaded.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
      return new TestKey(store, certificate, key);
    } catch (IOException | GeneralSecurityException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static String pem(String what, byte[] content) {
    String body = BASE64.encodeToString(content);
    return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
  }

  /** Writes the key so that only who knows the password can read it (RFC 5958 §3). */
  Path encryptedKey(char[] password) {
    try {
      KeyStore loaded = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
      byte[] plain = loaded.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
      String algorithm = "PBEWithSHA1AndDESede";
      SecretKey secret =
          SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password));
      Cipher cipher = Cipher.getInstance(algorithm);
      cipher.init(Cipher.ENCRYPT_MODE, secret, new PBEParameterSpec(new byte[8], 1_000));
      byte[] encrypted =
          new EncryptedPrivateKeyInfo(cipher.getParameters(), cipher.doFinal(plain)).getEncoded();
      Path file = key.resolveSibling(key.getFileName() + ".encrypted");
      return Files.writeString(file, pem("ENCRYPTED PRIVATE KEY", encrypted));
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns what a client has that trusts this certificate and no other. */
  SSLContext trust() {
    try {
      Certificate own =
          KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()).getCertificate(ALIAS);
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(ALIAS, own);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
