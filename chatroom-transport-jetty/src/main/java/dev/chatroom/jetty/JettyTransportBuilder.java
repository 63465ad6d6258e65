package dev.chatroom.jetty;

import dev.chatroom.web.Origin;
import dev.chatroom.web.OriginPolicy;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** Makes a {@link JettyTransport}. Not safe for concurrent use. */
public final class JettyTransportBuilder {

  /** What is longer is meant to be for ever, and would not fit where nanoseconds are counted. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9._~-]+)+");

  private final Set<String> ofOwnServer = new LinkedHashSet<>();
  private String host = "0.0.0.0";
  private int port = 3000;
  private SslContextFactory.@Nullable Server tls;
  private boolean forwarded;
  private Duration idleTimeout = Duration.ofSeconds(30);
  private @Nullable Handler handler;
  private @Nullable ByteBufferPool buffers;
  private String path = "/chat";
  private int lanes = Runtime.getRuntime().availableProcessors();
  private int maxMessageBytes = 1_000_000;
  private int maxOutboundBytes = 128 * 1024;
  private boolean compresses;
  private Duration pingInterval = Duration.ofSeconds(25);
  private Duration pingTimeout = Duration.ofSeconds(20);
  private Duration connectTimeout = Duration.ofSeconds(45);
  private final Set<Origin> allowedOrigins = new LinkedHashSet<>();
  private boolean anyOriginAllowed;
  private boolean originRequired;
  private int maxConnections = 16_384;
  private int maxConnectionsPerAddress = 8_192;

  JettyTransportBuilder() {}

  /**
   * Sets the address to listen on. Default: all of them. Not where it is {@link #mounted}.
   *
   * @param value a host name or an address
   * @return this builder
   */
  public JettyTransportBuilder host(String value) {
    ofOwnServer.add("host");
    this.host = value;
    return this;
  }

  /**
   * Sets the port to listen on. Default: 3000. Not where it is {@link #mounted}.
   *
   * @param value the port; 0 for any that is free, which {@link JettyTransport#address()} then
   *     tells
   * @return this builder
   */
  public JettyTransportBuilder port(int value) {
    if (value < 0 || value > 65_535) {
      throw new IllegalArgumentException("port: " + value + " (expected: 0 to 65535)");
    }
    ofOwnServer.add("port");
    this.port = value;
    return this;
  }

  /**
   * Serves over TLS only. Default: without TLS. Not where it is {@link #mounted}.
   *
   * @param value key and certificate, as Jetty takes them; started and stopped with the server. Its
   *     {@code reload} gives new connections a new certificate
   * @return this builder
   */
  public JettyTransportBuilder tls(SslContextFactory.Server value) {
    ofOwnServer.add("tls");
    this.tls = value;
    return this;
  }

  /**
   * Takes the word of a proxy for whom it speaks for: Jetty's {@code ForwardedRequestCustomizer}
   * reads {@code Forwarded} (RFC 7239) and the headers {@code X-Forwarded-*}. It believes whoever
   * connects, so nobody else than the proxy may reach the port, and the proxy must set these
   * headers or take them away: who can write them has any address, and comes from any origin.
   * Sockets are then counted in all, and not by address. Default: nobody's word is taken. Where it
   * is {@link #mounted}, the server has the customizer, or has it not.
   *
   * @return this builder
   */
  public JettyTransportBuilder forwarded() {
    ofOwnServer.add("forwarded");
    this.forwarded = true;
    return this;
  }

  /**
   * Sets how long an HTTP connection may do nothing before it closes. A WebSocket has its {@link
   * #heartbeat} instead. Default: 30 s. Not where it is {@link #mounted}.
   *
   * @param timeout how long; positive, at most 365 days
   * @return this builder
   */
  public JettyTransportBuilder idleTimeout(Duration timeout) {
    ofOwnServer.add("idleTimeout");
    this.idleTimeout = positive("idleTimeout", timeout);
    return this;
  }

  /**
   * Serves something else on the same port: what is not for the chat's path comes to this. Default:
   * nothing, which is answered 404. Not where it is {@link #mounted}.
   *
   * @param value for example a {@code ResourceHandler} with a base resource; started and stopped
   *     with the server
   * @return this builder
   */
  public JettyTransportBuilder handler(Handler value) {
    ofOwnServer.add("handler");
    this.handler = value;
    return this;
  }

  /** Sets where its own server has its buffers from, instead of Jetty's default. */
  JettyTransportBuilder buffers(ByteBufferPool value) {
    ofOwnServer.add("buffers");
    this.buffers = value;
    return this;
  }

  /**
   * Sets the path that clients connect to. Default: {@code /chat}.
   *
   * @param value the path, exactly; begins with a slash, and does not end with one
   * @return this builder
   */
  public JettyTransportBuilder path(String value) {
    if (!PATH.matcher(value).matches()) {
      throw new IllegalArgumentException("path: " + value + " (expected: /…, as in an address)");
    }
    this.path = value;
    return this;
  }

  /**
   * Sets how many lanes there are. A lane does what there is to do for its clients, one thing at a
   * time. On a port of its own, that is a thread which also reads from them ({@code
   * chatroom-jetty-N}). Nothing in it waits, so more lanes than processors do not help; fewer leave
   * processors to the application. Default: one per processor.
   *
   * <p>Where the transport is {@link #mounted}, the lanes are the threads with which the server's
   * {@code ServerConnector} selects. So many others, on any of the server's threads, are for
   * connections that come another way.
   *
   * @param count how many; at least 1
   * @return this builder
   */
  public JettyTransportBuilder lanes(int count) {
    this.lanes = positive("lanes", count);
    return this;
  }

  /**
   * Limits what a client may send in one message; a longer one is dropped when it passes the bound,
   * and refused {@code too_large}. Default: 1,000,000.
   *
   * @param bytes how many, of UTF-8, unpacked where it was compressed; 1 KiB to 16 MiB
   * @return this builder
   */
  public JettyTransportBuilder maxMessageBytes(int bytes) {
    if (bytes < 1024 || bytes > 16 * 1024 * 1024) {
      throw new IllegalArgumentException(
          "maxMessageBytes: " + bytes + " (expected: 1024 to 16777216)");
    }
    this.maxMessageBytes = bytes;
    return this;
  }

  /**
   * Sets how many bytes may wait for a client to read them before nothing more is written to it,
   * and nothing more read from it, until half of them are gone. What is written at once comes on
   * top: a batch of 64 KiB and one event, or the history for a newcomer. Default: 128 KiB.
   *
   * @param bytes how many; at least 1 KiB
   * @return this builder
   */
  public JettyTransportBuilder maxOutboundBytes(int bytes) {
    if (bytes < 1024) {
      throw new IllegalArgumentException("maxOutboundBytes: " + bytes + " (expected: >= 1024)");
    }
    this.maxOutboundBytes = bytes;
    return this;
  }

  /**
   * Compresses events for clients that offer it (RFC 7692), for each client anew: Jetty keeps a
   * deflater and an inflater, together some 300 KiB of native memory, for each connection that lets
   * the compression of a message build on the one before, as browsers do. That saves bytes and
   * costs processor time and memory, and makes it possible to guess secrets from the length of
   * messages, where what others write stands beside them. Default: nothing is compressed.
   *
   * @return this builder
   */
  public JettyTransportBuilder compress() {
    this.compresses = true;
    return this;
  }

  /**
   * Sets the heartbeat: how long between pings, and how long after one something has to come from
   * the client before the connection counts as dead. Defaults: 25 s and 20 s.
   *
   * @param interval between pings; positive, at most 365 days
   * @param timeout for the answer; positive, at most 365 days
   * @return this builder
   */
  public JettyTransportBuilder heartbeat(Duration interval, Duration timeout) {
    this.pingInterval = positive("interval", interval);
    this.pingTimeout = positive("timeout", timeout);
    return this;
  }

  /**
   * Sets how long a client may take from the handshake to its place in a room, before it is closed:
   * as long as an authenticator may take to decide. Default: 45 s.
   *
   * @param timeout how long; positive, at most 365 days
   * @return this builder
   */
  public JettyTransportBuilder connectTimeout(Duration timeout) {
    this.connectTimeout = positive("connectTimeout", timeout);
    return this;
  }

  /**
   * Lets pages of another origin connect. Without it, a page must come from the scheme, host and
   * port that it connects to; {@code localhost}, {@code 127.0.0.1} and {@code [::1]} are one host.
   * Where there is no TLS, a proxy may have ended it, and {@code http} and {@code https} are both
   * taken. Pages of no nameable origin ({@code null}: a sandbox, a file) are let in by {@code *}
   * only.
   *
   * @param origin scheme, host and port as a browser sends them, in any case, for example {@code
   *     https://example.com} or {@code http://localhost:8080}, internationalized names in ASCII;
   *     {@code *} for any, which is safe only if nothing is recognised by cookies or addresses
   * @return this builder
   */
  public JettyTransportBuilder allowOrigin(String origin) {
    if (origin.equals("*")) {
      anyOriginAllowed = true;
    } else {
      allowedOrigins.add(
          Origin.parse(origin)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "allowOrigin: "
                              + origin
                              + " (expected: scheme://host or scheme://host:port, or *)")));
    }
    return this;
  }

  /**
   * Refuses who does not say that it is a page of an origin that may connect, which keeps honest
   * clients out that are no browsers, and no others. Default: who sends no origin may connect.
   *
   * @return this builder
   */
  public JettyTransportBuilder requireOrigin() {
    this.originRequired = true;
    return this;
  }

  /**
   * Limits how many clients there may be, and on a port of its own how many sockets. More clients
   * are answered 503 with {@code Retry-After}; more sockets are closed at once. Default: 16,384.
   *
   * @param connections how many of each; at least 1
   * @return this builder
   */
  public JettyTransportBuilder maxConnections(int connections) {
    this.maxConnections = positive("maxConnections", connections);
    return this;
  }

  /**
   * Limits the same for one address, of IPv6 for one network of 64 bits. Default: 8,192: more than
   * the largest office has behind one address, and half of what there may be in all.
   *
   * @param connections how many of each; at least 1
   * @return this builder
   */
  public JettyTransportBuilder maxConnectionsPerAddress(int connections) {
    this.maxConnectionsPerAddress = positive("maxConnectionsPerAddress", connections);
    return this;
  }

  /**
   * Makes a transport with a server of its own; it does not listen yet.
   *
   * @return the transport
   */
  public JettyTransport build() {
    return new JettyTransport(
        settings(), new Listening(host, port, tls, forwarded, idleTimeout, handler, buffers));
  }

  /**
   * Makes a transport for a server that the application has; its {@link JettyTransport#handler()}
   * has to be put there.
   *
   * @return the transport
   * @throws IllegalStateException when an option was set that is the server's
   */
  public JettyTransport mounted() {
    if (!ofOwnServer.isEmpty()) {
      throw new IllegalStateException(
          "mounted: together with "
              + String.join(", ", ofOwnServer)
              + " (expected: set where the server is made)");
    }
    return new JettyTransport(settings(), null);
  }

  private Settings settings() {
    return new Settings(
        path,
        lanes,
        maxMessageBytes,
        maxOutboundBytes,
        compresses,
        new Settings.Timing(pingInterval, pingTimeout, connectTimeout),
        new Settings.Access(
            new OriginPolicy(allowedOrigins, anyOriginAllowed, originRequired, false),
            maxConnections,
            maxConnectionsPerAddress));
  }

  private static int positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
    }
    return value;
  }

  private static Duration positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
    }
    if (value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: <= " + LONGEST + ")");
    }
    return value;
  }
}
