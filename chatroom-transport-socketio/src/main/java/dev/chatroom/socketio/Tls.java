package dev.chatroom.socketio;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The server's key and certificate, with which it speaks TLS 1.3 and 1.2 (RFC 8446, RFC 5246) and
 * nothing older, by ciphers with forward secrecy and authentication (RFC 7525 §4.2).
 *
 * <pre>{@code
 * Tls tls = Tls.pem(Path.of("/etc/chat/fullchain.pem"), Path.of("/etc/chat/privkey.pem"));
 * SocketIoTransport transport = SocketIoTransport.builder().port(443).tls(tls).build();
 * }</pre>
 *
 * <p>The files are read here and at each {@link #reload}, and tried in a handshake with oneself, so
 * that a key that does not fit its certificate is found before a client finds it. Whether the
 * certificate has expired is not looked at. Safe for use by any thread, and by several transports.
 */
public final class Tls {

  private final ServerKey key;
  private volatile SslContext context;

  private Tls(ServerKey key) {
    this.key = key;
    this.context = key.context();
  }

  /**
   * Reads PEM files, as certbot and most others write them.
   *
   * @param certificateChain X.509 certificates: the server's own first, then those that lead to one
   *     that clients know
   * @param privateKey of RSA or of elliptic curves, in PKCS #8 ({@code BEGIN PRIVATE KEY})
   * @return what was read
   * @throws IllegalArgumentException when a file cannot be read or is something else, or when the
   *     two do not belong together; the message names the file and the reason
   */
  public static Tls pem(Path certificateChain, Path privateKey) {
    return new Tls(new ServerKey.Pem(certificateChain, privateKey, null));
  }

  /**
   * Reads PEM files whose key is encrypted.
   *
   * @param certificateChain X.509 certificates: the server's own first, then those that lead to one
   *     that clients know
   * @param privateKey of RSA or of elliptic curves, in PKCS #8 ({@code BEGIN ENCRYPTED PRIVATE
   *     KEY})
   * @param password of the key; it is copied, and kept for {@link #reload}
   * @return what was read
   * @throws IllegalArgumentException when a file cannot be read or is something else, when the
   *     password is wrong, or when the two do not belong together; the message names the file and
   *     the reason
   */
  public static Tls pem(Path certificateChain, Path privateKey, char[] password) {
    return new Tls(new ServerKey.Pem(certificateChain, privateKey, new String(password)));
  }

  /**
   * Reads a key store, PKCS #12 or JKS, with one key or several and their certificates.
   *
   * @param file the store
   * @param password of the store and of its keys; it is copied, and kept for {@link #reload}
   * @return what was read
   * @throws IllegalArgumentException when the file cannot be read, is something else or has no key,
   *     or when the password is wrong; the message names the file and the reason
   */
  public static Tls keyStore(Path file, char[] password) {
    return new Tls(new ServerKey.Store(file, new String(password)));
  }

  /**
   * Reads the same files again, for connections from now on; those that are open keep what they
   * have. Takes as long as reading the files and a handshake.
   *
   * @throws IllegalArgumentException when they are not good, as at the beginning; then what was
   *     read before stays in use
   */
  public void reload() {
    context = key.context();
  }

  /** Makes the stage of a connection, behind which a {@link TlsCutOff} has to stand. */
  SslHandler stage(ByteBufAllocator memory, Duration handshakeTimeout) {
    SslHandler stage = context.newHandler(memory);
    stage.setHandshakeTimeout(handshakeTimeout.toNanos(), TimeUnit.NANOSECONDS);
    stage.setCloseNotifyFlushTimeoutMillis(0);
    return stage;
  }
}
