package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.chatroom.ChatRooms;
import dev.chatroom.policy.RateLimits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chat over TLS, with a key of its own. */
class TlsIT {

  @TempDir private static Path directory;

  private static TestKey curves;
  private static TestKey rsa;

  private final Path certificate = directory.resolve("live.crt");
  private final Path key = directory.resolve("live.key");
  private final ChatRooms rooms = ChatRooms.builder().rates(RateLimits.none()).build();
  private final Logged logged = new Logged("dev.chatroom.socketio");
  private Tls tls;
  private SocketIoTransport transport;

  @BeforeAll
  static void make() {
    curves = TestKey.ofCurves(directory, "curves");
    rsa = TestKey.ofRsa(directory, "rsa", 2048);
  }

  @BeforeEach
  void start() throws IOException {
    install(curves);
    tls = Tls.pem(certificate, key);
    transport =
        SocketIoTransport.builder()
            .host("127.0.0.1")
            .port(0)
            .tls(tls)
            .files(StaticFiles.classPath(TlsIT.class, "web").index("index.html"))
            .build();
    transport.start(rooms);
  }

  @AfterEach
  void nobody_else_noticed() {
    transport.stop(Duration.ofSeconds(1));
    rooms.close();
    logged.close();
    assertThat(logged.above(Level.DEBUG)).isEmpty();
  }

  private void install(TestKey made) throws IOException {
    Files.copy(made.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(made.key(), key, StandardCopyOption.REPLACE_EXISTING);
  }

  private InetSocketAddress server() {
    return transport.address().orElseThrow();
  }

  private WireClient connect() {
    return WireClient.secure(server(), curves.trust());
  }

  private Socket plainSocket() throws IOException {
    return plainSocket(server());
  }

  private static Socket plainSocket(InetSocketAddress server) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(64 * 1024);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
    socket.setSoTimeout(10_000);
    return socket;
  }

  private SSLSocket secureSocket(String... protocols) throws IOException, GeneralSecurityException {
    return secureSocket(plainSocket(), protocols);
  }

  private static SSLSocket secureSocket(Socket plain, String... protocols)
      throws IOException, GeneralSecurityException {
    SSLContext anybody = SSLContext.getInstance("TLS");
    anybody.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    SSLSocket socket =
        (SSLSocket) anybody.getSocketFactory().createSocket(plain, "localhost", 0, true);
    if (protocols.length > 0) {
      socket.setEnabledProtocols(protocols);
    }
    return socket;
  }

  private HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpClient http = HttpClient.newBuilder().sslContext(curves.trust()).build();
    URI uri = URI.create("https://localhost:" + server().getPort() + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void people_chat_over_secure_websockets() {
    try (WireClient tom = connect().claim("tom");
        WireClient ann = connect().claim("ann")) {
      tom.emit("message", Map.of("msg", "你好 👋"));
      assertThat(ann.awaitMessage()).isEqualTo("tom说:你好 👋");
      assertThat(tom.awaitMessage()).isEqualTo("tom说:你好 👋");
    }
  }

  @Test
  void files_and_polls_come_over_https() throws IOException, InterruptedException {
    assertThat(get("/").statusCode()).isEqualTo(200);
    assertThat(get("/socket.io/?EIO=4&transport=polling").body()).startsWith("0{\"sid\"");
  }

  @ParameterizedTest
  @CsvSource({"https, 200", "http, 403"})
  void a_page_without_tls_is_a_foreign_page(String scheme, int status)
      throws IOException, InterruptedException {
    String origin = scheme + "://localhost:" + server().getPort();
    assertThat(get("/socket.io/?EIO=4&transport=polling", "Origin", origin).statusCode())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void either_version_will_do(String version) throws IOException, GeneralSecurityException {
    try (SSLSocket socket = secureSocket(version)) {
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
    }
  }

  @Test
  void version_1_1_is_refused() throws IOException {
    String hello =
        "0302" + "00".repeat(32) + "00" + "0006" + "c013" + "c009" + "002f" + "01" + "00";
    String handshake = "01" + "%06x".formatted(hello.length() / 2) + hello;
    String record = "160301" + "%04x".formatted(handshake.length() / 2) + handshake;
    try (Socket socket = plainSocket()) {
      socket.getOutputStream().write(HexFormat.of().parseHex(record));
      byte[] alert = socket.getInputStream().readNBytes(7);
      assertThat(alert[0]).as("an alert").isEqualTo((byte) 21);
      assertThat(alert[6]).as("protocol_version").isEqualTo((byte) 70);
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "\u0016\u0003\u0001\u0000\u0005\u0001\u0000\u0000\u0001\u0000",
        "\u0015\u0003\u0003\u0000\u0002\u0002(",
        "nonsense",
      })
  void what_is_no_handshake_ends_the_connection(String bytes) throws IOException {
    try (Socket socket = plainSocket()) {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
          .doesNotContain("HTTP");
    }
    people_chat_over_secure_websockets();
  }

  @Test
  void half_a_handshake_times_out() throws IOException {
    SocketIoTransport impatient =
        SocketIoTransport.builder()
            .host("127.0.0.1")
            .port(0)
            .tls(tls)
            .tlsHandshakeTimeout(Duration.ofMillis(200))
            .build();
    impatient.start(rooms);
    InetSocketAddress server = impatient.address().orElseThrow();
    try (Socket silent = plainSocket(server);
        Socket half = plainSocket(server)) {
      half.getOutputStream().write(new byte[] {22, 3, 1, 1});
      assertThat(silent.getInputStream().readAllBytes()).isEmpty();
      assertThat(half.getInputStream().readAllBytes()).isEmpty();
    } finally {
      impatient.stop(Duration.ZERO);
    }
  }

  @Test
  void a_client_that_does_not_trust_us_harms_nobody() {
    assertThatThrownBy(() -> WireClient.secure(server(), rsa.trust()))
        .hasRootCauseMessage("unable to find valid certification path to requested target");
    people_chat_over_secure_websockets();
  }

  @Test
  void new_files_are_for_new_connections_and_bad_ones_for_none()
      throws IOException, GeneralSecurityException {
    try (WireClient tom = connect().claim("tom")) {
      assertThat(subject()).isEqualTo("CN=curves");
      install(rsa);
      assertThat(subject()).isEqualTo("CN=curves");
      tls.reload();
      assertThat(subject()).isEqualTo("CN=rsa");
      tom.emit("message", Map.of("msg", "still here"));
      assertThat(tom.awaitMessage()).isEqualTo("tom说:still here");

      Files.copy(curves.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
      assertThatThrownBy(tls::reload)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(certificate.toString());
      assertThat(subject()).isEqualTo("CN=rsa");
      Files.delete(key);
      assertThatThrownBy(tls::reload)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith("no such file: " + key);
      assertThat(subject()).isEqualTo("CN=rsa");
    }
  }

  /** Whose certificate a client is shown. */
  private String subject() throws IOException, GeneralSecurityException {
    try (SSLSocket socket = secureSocket()) {
      socket.startHandshake();
      X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return shown.getSubjectX500Principal().getName();
    }
  }

  @Test
  void who_does_not_read_is_not_written_to() throws IOException, GeneralSecurityException {
    String upgrade =
        String.join(
            "\r\n",
            "GET /socket.io/?EIO=3&transport=websocket HTTP/1.1",
            "Host: localhost",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
            "",
            "");
    try (SSLSocket slow = secureSocket();
        WireClient tom = connect().claim("tom")) {
      slow.getOutputStream().write(upgrade.getBytes(StandardCharsets.US_ASCII));
      InputStream in = new BufferedInputStream(slow.getInputStream());
      await(in, "42[\"nicknames\",[\"tom\"]]");
      String text = "汉".repeat(20_000);
      for (int i = 0; i < 120; i++) {
        tom.emit("message", Map.of("msg", i + text));
        assertThat(tom.awaitMessage()).isEqualTo("tom说:" + i + text);
      }
      // 7 MB were said; what was not kept for the slow one it has lost, and is told so.
      await(in, "42[\"reset\",{\"reason\":\"lagged\"}]");
    }
  }

  @Test
  void who_does_not_read_to_the_end_is_cut_off_and_not_told_of()
      throws IOException, GeneralSecurityException, InterruptedException {
    Path web = Files.createDirectories(directory.resolve("web"));
    Files.write(web.resolve("large.wasm"), new byte[32 * 1024 * 1024]);
    BlockingQueue<Channel> connections = new LinkedBlockingQueue<>();
    SocketIoTransport impatient =
        SocketIoTransport.builder()
            .host("127.0.0.1")
            .port(0)
            .tls(tls)
            .files(StaticFiles.directory(web))
            .idleTimeout(Duration.ofSeconds(2))
            .handler(
                () ->
                    new ChannelInboundHandlerAdapter() {
                      @Override
                      public void handlerAdded(ChannelHandlerContext ctx) {
                        connections.add(ctx.channel());
                      }
                    })
            .build();
    impatient.start(rooms);
    try (Logged ofTls = new Logged("io.netty.handler.ssl");
        SSLSocket stuck = secureSocket(plainSocket(impatient.address().orElseThrow()))) {
      stuck
          .getOutputStream()
          .write("GET /large.wasm HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      Channel connection = connections.poll(10, TimeUnit.SECONDS);
      assertThat(connection).isNotNull();
      assertThat(connection.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(ofTls.above(Level.DEBUG)).isEmpty();
    } finally {
      impatient.stop(Duration.ZERO);
    }
  }

  /** Reads until the text has been seen. */
  private static void await(InputStream in, String text) throws IOException {
    int matched = 0;
    while (matched < text.length()) {
      int next = in.read();
      assertThat(next).as("the end before %s", text).isNotNegative();
      matched = next == text.charAt(matched) ? matched + 1 : next == text.charAt(0) ? 1 : 0;
    }
  }
}
