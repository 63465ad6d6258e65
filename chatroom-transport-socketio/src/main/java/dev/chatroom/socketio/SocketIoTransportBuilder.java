package dev.chatroom.socketio;

import dev.chatroom.web.Origin;
import dev.chatroom.web.OriginPolicy;
import dev.chatroom.web.Subnet;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a {@link SocketIoTransport}. Not safe for concurrent use. */
public final class SocketIoTransportBuilder {

  /** What is longer is meant to be for ever, and would not fit where nanoseconds are counted. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private static final Pattern PATH = Pattern.compile("/(?:[A-Za-z0-9._~-]+/)+");

  private String host = "0.0.0.0";
  private Io io = Io.BEST;
  private int eventLoops = Runtime.getRuntime().availableProcessors();
  private boolean ownEventLoopsAsked;
  private @Nullable EventLoopGroup eventLoopGroup;
  private int port = 3000;
  private String path = "/socket.io/";
  private int maxMessageBytes = 1_000_000;
  private int maxOutboundBytes = 128 * 1024;
  private @Nullable Integer compressionThresholdBytes;
  private Duration pingInterval = Duration.ofSeconds(25);
  private Duration pingTimeout = Duration.ofSeconds(20);
  private Duration connectTimeout = Duration.ofSeconds(45);
  private Duration upgradeTimeout = Duration.ofSeconds(10);
  private Duration requestTimeout = Duration.ofSeconds(20);
  private Duration idleTimeout = Duration.ofSeconds(30);
  private final List<Supplier<? extends ChannelHandler>> handlers = new ArrayList<>();
  private Duration tlsHandshakeTimeout = Duration.ofSeconds(10);
  private final Set<Origin> allowedOrigins = new LinkedHashSet<>();
  private boolean anyOriginAllowed;
  private boolean originRequired;
  private boolean credentialsAllowed;
  private final List<Subnet> proxies = new ArrayList<>();
  private int maxConnections = 16_384;
  private int maxConnectionsPerAddress = 8_192;
  private @Nullable Tls tls;
  private @Nullable StaticFiles files;

  SocketIoTransportBuilder() {}

  /**
   * Sets the address to listen on. Default: all of them.
   *
   * @param value a host name or an address
   * @return this builder
   */
  public SocketIoTransportBuilder host(String value) {
    this.host = value;
    return this;
  }

  /**
   * Sets the port to listen on. Default: 3000.
   *
   * @param value the port; 0 for any that is free, which {@link SocketIoTransport#address()} then
   *     tells
   * @return this builder
   */
  public SocketIoTransportBuilder port(int value) {
    if (value < 0 || value > 65_535) {
      throw new IllegalArgumentException("port: " + value + " (expected: 0 to 65535)");
    }
    this.port = value;
    return this;
  }

  /**
   * Sets the path that clients connect to, their option {@code path}. Default: {@code /socket.io/},
   * as of all clients.
   *
   * @param value the path; begins and ends with a slash
   * @return this builder
   */
  public SocketIoTransportBuilder path(String value) {
    if (!PATH.matcher(value).matches()) {
      throw new IllegalArgumentException("path: " + value + " (expected: /…/, as in an address)");
    }
    this.path = value;
    return this;
  }

  /**
   * Sets what moves bytes between sockets and event loops. Default: {@link Io#BEST}.
   *
   * @param value which; one that is not there fails the start with {@link IllegalStateException},
   *     which says why
   * @return this builder
   */
  public SocketIoTransportBuilder io(Io value) {
    this.io = value;
    this.ownEventLoopsAsked = true;
    return this;
  }

  /**
   * Sets how many event loops, a thread each, serve the connections. Default: one per processor.
   * The threads are named {@code chatroom-socketio-N}, and are no daemons: a process goes on until
   * the transport is stopped.
   *
   * @param threads how many; at least 1
   * @return this builder
   */
  public SocketIoTransportBuilder eventLoops(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("eventLoops: " + threads + " (expected: > 0)");
    }
    this.eventLoops = threads;
    this.ownEventLoopsAsked = true;
    return this;
  }

  /**
   * Has event loops of the host application serve the connections. Default: the transport makes its
   * own. These are not shut down with the transport; nothing of it is left on them when it has
   * stopped. Stop the transport before the event loops.
   *
   * @param group event loops of NIO, epoll, kqueue or io_uring; not together with {@link #io} or
   *     {@link #eventLoops}
   * @return this builder
   * @throws IllegalArgumentException when it is another kind of event loops
   */
  public SocketIoTransportBuilder eventLoopGroup(EventLoopGroup group) {
    NettyIo.of(group);
    this.eventLoopGroup = group;
    return this;
  }

  /**
   * Limits what a client may send in one message; a longer one is dropped when it passes the bound,
   * and refused {@code too_large}. Default: 1,000,000, as of Socket.IO 4. Core's longest message,
   * of 64 KiB, takes six times as much where an old client posts it by a form, and one that polls
   * posts several at once.
   *
   * @param bytes how many; 1 KiB to 16 MiB
   * @return this builder
   */
  public SocketIoTransportBuilder maxMessageBytes(int bytes) {
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
   * top: a batch of 64 KiB and one event, or the history for a newcomer. A client that polls, has
   * no poll open, and makes us answer more than this, is closed. Default: 128 KiB.
   *
   * @param bytes how many; at least 1 KiB
   * @return this builder
   */
  public SocketIoTransportBuilder maxOutboundBytes(int bytes) {
    if (bytes < 1024) {
      throw new IllegalArgumentException("maxOutboundBytes: " + bytes + " (expected: >= 1024)");
    }
    this.maxOutboundBytes = bytes;
    return this;
  }

  /**
   * Compresses events for WebSockets whose clients offer it (RFC 7692), each once for all of them.
   * That saves bytes and costs processor time, and makes it possible to guess secrets from the
   * length of messages, where what others write stands beside them. Default: nothing is compressed.
   *
   * @param thresholdBytes how long an event has to be; at least 1; 1,024 is what Socket.IO takes
   * @return this builder
   */
  public SocketIoTransportBuilder compressFrom(int thresholdBytes) {
    if (thresholdBytes < 1) {
      throw new IllegalArgumentException("compressFrom: " + thresholdBytes + " (expected: >= 1)");
    }
    this.compressionThresholdBytes = thresholdBytes;
    return this;
  }

  /**
   * Sets the heartbeat: how long between pings, and how long to wait for the answer before the
   * connection counts as dead. Defaults: 25 s and 20 s, as of Socket.IO 4.
   *
   * @param interval between pings; positive, at most 365 days
   * @param timeout for the answer; positive, at most 365 days
   * @return this builder
   */
  public SocketIoTransportBuilder heartbeat(Duration interval, Duration timeout) {
    this.pingInterval = positive("interval", interval);
    this.pingTimeout = positive("timeout", timeout);
    return this;
  }

  /**
   * Sets how long a client may take from the handshake to its place in a room, before it is closed.
   * Default: 45 s, as of Socket.IO 4.
   *
   * @param timeout how long; positive, at most 365 days
   * @return this builder
   */
  public SocketIoTransportBuilder connectTimeout(Duration timeout) {
    this.connectTimeout = positive("connectTimeout", timeout);
    return this;
  }

  /**
   * Sets how long a client that polls may take to move to the WebSocket that it has opened, before
   * that is closed and polling goes on. Default: 10 s, as of Socket.IO 4.
   *
   * @param timeout how long; positive, at most 365 days
   * @return this builder
   */
  public SocketIoTransportBuilder upgradeTimeout(Duration timeout) {
    this.upgradeTimeout = positive("upgradeTimeout", timeout);
    return this;
  }

  /**
   * Lets pages of another origin connect. Without it, a page must come from the scheme, host and
   * port that it connects to; {@code localhost}, {@code 127.0.0.1} and {@code [::1]} are one host.
   * Where neither {@link #tls} nor a proxy of {@link #trustProxy} says the scheme, a proxy may have
   * ended TLS, and {@code http} and {@code https} are both taken. Pages of no nameable origin
   * ({@code null}: a sandbox, a file) are let in by {@code *} only.
   *
   * <p>Pages of another origin that poll by script elements send no origin: browsers that tell that
   * such a request is foreign (Fetch Metadata) are refused, unless any origin may connect.
   *
   * @param origin scheme, host and port as a browser sends them, in any case, for example {@code
   *     https://example.com} or {@code http://localhost:8080}, internationalized names in ASCII;
   *     {@code *} for any, which is safe only if nothing is recognised by cookies or addresses
   * @return this builder
   */
  public SocketIoTransportBuilder allowOrigin(String origin) {
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
   * Lets pages of the origins of {@link #allowOrigin} have the browser send cookies with what they
   * poll and post. Default: not. Pages with a client 1.x need it for polling, since that client
   * always asks for it. Over a WebSocket browsers always send cookies. Not together with {@code *}.
   *
   * @return this builder
   */
  public SocketIoTransportBuilder allowCredentials() {
    this.credentialsAllowed = true;
    return this;
  }

  /**
   * Refuses who does not say that it is a page of an origin that may connect, which keeps honest
   * clients out that are no browsers, and no others. Default: who sends no origin may connect.
   *
   * <p>With polling, browsers send no origin to the page's own, but say that it is the page's own
   * (Fetch Metadata), if they are newer than 2023 and there is TLS; so serve pages over TLS.
   *
   * @return this builder
   */
  public SocketIoTransportBuilder requireOrigin() {
    this.originRequired = true;
    return this;
  }

  /**
   * Takes the word of proxies for whom they speak for: the last address in {@code X-Forwarded-For}
   * that is not listed here is the client's, and {@code X-Forwarded-Proto} and {@code
   * X-Forwarded-Host} are the scheme and host that a page of our own comes from. The proxies must
   * set these headers or take them away. Default: nobody's word is taken.
   *
   * @param networks addresses such as {@code 10.0.0.7} or {@code ::1}, and networks such as {@code
   *     10.0.0.0/8}; no names
   * @return this builder
   */
  public SocketIoTransportBuilder trustProxy(String... networks) {
    for (String each : networks) {
      try {
        proxies.add(AddressText.subnet(each));
      } catch (IllegalArgumentException notANetwork) {
        throw new IllegalArgumentException(
            "trustProxy: " + each + " (expected: an address, or a network as 10.0.0.0/8)",
            notANetwork);
      }
    }
    return this;
  }

  /**
   * Limits how many sockets there may be, and how many sessions of clients; a client that polls has
   * one or two sockets, or none at the moment. More sockets are closed at once; more sessions are
   * answered 503 with {@code Retry-After}. Default: 16,384.
   *
   * @param connections how many of each; at least 1
   * @return this builder
   */
  public SocketIoTransportBuilder maxConnections(int connections) {
    this.maxConnections = positive("maxConnections", connections);
    return this;
  }

  /**
   * Limits the same for one address, of IPv6 for one network of 64 bits: sockets by the other
   * end's, where that is no proxy of {@link #trustProxy}, and sessions by the client's. Default:
   * 8,192: more than the largest office has behind one address, and half of what there may be in
   * all.
   *
   * @param connections how many of each; at least 1
   * @return this builder
   */
  public SocketIoTransportBuilder maxConnectionsPerAddress(int connections) {
    this.maxConnectionsPerAddress = positive("maxConnectionsPerAddress", connections);
    return this;
  }

  /**
   * Serves over TLS only: HTTPS and secure WebSockets. Default: without TLS.
   *
   * @param value key and certificate
   * @return this builder
   */
  public SocketIoTransportBuilder tls(Tls value) {
    this.tls = value;
    return this;
  }

  /**
   * Sets how long a client may take for the handshake of TLS. Default: 10 s.
   *
   * @param timeout how long; positive, at most 365 days
   * @return this builder
   */
  public SocketIoTransportBuilder tlsHandshakeTimeout(Duration timeout) {
    this.tlsHandshakeTimeout = positive("tlsHandshakeTimeout", timeout);
    return this;
  }

  /**
   * Serves files beside the chat. Default: none.
   *
   * @param value the files
   * @return this builder
   */
  public SocketIoTransportBuilder files(StaticFiles value) {
    this.files = value;
    return this;
  }

  /**
   * Sets how long an HTTP request may take to arrive, from its first byte to the last of its body;
   * a body gets a second more for each 4 KiB that have come, so that a slow phone can post as much
   * as it may. Whoever is later is answered 408, and the connection closes. Default: 20 s.
   *
   * @param timeout how long; positive, at most 365 days
   * @return this builder
   */
  public SocketIoTransportBuilder requestTimeout(Duration timeout) {
    this.requestTimeout = positive("requestTimeout", timeout);
    return this;
  }

  /**
   * Sets how long an HTTP connection may do nothing before it closes: a new one that sends nothing,
   * one that was answered and asks no more, one that does not read its answer. Polls may wait
   * longer. Default: 30 s.
   *
   * @param timeout how long; positive, at most 365 days
   * @return this builder
   */
  public SocketIoTransportBuilder idleTimeout(Duration timeout) {
    this.idleTimeout = positive("idleTimeout", timeout);
    return this;
  }

  /**
   * Adds a Netty handler of the application's own, which sees HTTP requests before the chat and the
   * files do, for example to answer {@code /health} on the same port. May be called several times;
   * the handlers stand in that order. Default: none.
   *
   * <p>A handler is given {@code FullHttpRequest}s, with a proper path that begins with a slash,
   * and those of Socket.IO too. The next request of a connection comes when the one before is
   * answered. It either
   *
   * <ul>
   *   <li>answers: writes one response to its context, at once or later, on any thread, and
   *       releases the request; a response that is no {@code FullHttpResponse} ends with a {@code
   *       LastHttpContent}, and one without length closes the connection. A second response to a
   *       request is not sent: its write fails. While an answer is due, no timeout closes the
   *       connection;
   *   <li>or passes the request on by {@code fireChannelRead}, and with it the duty to release it.
   * </ul>
   *
   * <p>It runs on the connection's event loop and must not block. It is removed when the connection
   * becomes a WebSocket. What it throws is logged at ERROR and closes the connection.
   *
   * @param handler makes one for each connection; may give the same one if that is {@code Sharable}
   * @return this builder
   */
  public SocketIoTransportBuilder handler(Supplier<? extends ChannelHandler> handler) {
    handlers.add(handler);
    return this;
  }

  /**
   * Makes the transport; it does not listen yet.
   *
   * @return the transport
   * @throws IllegalStateException when options contradict each other
   */
  public SocketIoTransport build() {
    return new SocketIoTransport(settings());
  }

  Settings settings() {
    return new Settings(
        new Settings.Listening(host, port, path, whoseEventLoops()),
        new Settings.Limits(maxMessageBytes, maxOutboundBytes, compressionThresholdBytes),
        new Settings.Timing(pingInterval, pingTimeout, connectTimeout, upgradeTimeout),
        new Settings.Http(requestTimeout, idleTimeout, handlers),
        new Settings.Access(
            whoseOrigins(),
            new TrustedProxies(proxies),
            maxConnections,
            maxConnectionsPerAddress,
            tls,
            tlsHandshakeTimeout),
        files);
  }

  private OriginPolicy whoseOrigins() {
    if (anyOriginAllowed && credentialsAllowed) {
      throw new IllegalStateException(
          "allowCredentials: together with allowOrigin(\"*\") (expected: origins by name)");
    }
    return new OriginPolicy(allowedOrigins, anyOriginAllowed, originRequired, credentialsAllowed);
  }

  private EventLoops whoseEventLoops() {
    if (eventLoopGroup == null) {
      return new EventLoops.Own(io, eventLoops);
    }
    if (ownEventLoopsAsked) {
      throw new IllegalStateException(
          "eventLoopGroup: together with io or eventLoops (expected: without them)");
    }
    return new EventLoops.Shared(eventLoopGroup);
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
