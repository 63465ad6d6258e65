package dev.chatroom.testkit.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.Outcome;
import dev.chatroom.Refusal;
import dev.chatroom.spi.ConnectResult;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.Handshake;
import dev.chatroom.spi.Outbound;
import dev.chatroom.spi.Transport;
import dev.chatroom.spi.TransportSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rooms over server-sent events down and POST up, on the server that every JDK has.
 *
 * <p>{@code GET /?room=…} is a stream of events, of which the first, {@code open}, has its key. A
 * command is {@code POST /?stream=key} with {@code {event, data, ack?}}; an empty one says goodbye,
 * as {@code navigator.sendBeacon(url)} does. An answer is the event {@code answer} {@code {ack,
 * data}}; who is refused a room gets {@code rejected} {@code {code, msg}}.
 *
 * <p>Threads: the server has one for each exchange. That of a stream writes to it and to no other,
 * and blocks while its client does not read; that of a command waits until it is taken. All the
 * rest, the sessions included, is the lane's, which writes to no socket.
 */
final class ServerSentEvents implements Transport {

  /** How long a client may take for what waits for it when its stream has ended. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final byte[] HEARTBEAT = ":\n\n".getBytes(UTF_8);
  private static final byte[] END = {};

  private final TransportLimits limits;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScheduledExecutorService lane = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, EventStream> streams = new ConcurrentHashMap<>();
  private @Nullable HttpServer server;
  private volatile boolean stopping;

  ServerSentEvents(TransportLimits limits) {
    this.limits = limits;
  }

  synchronized int port() {
    return requireNonNull(server, "server: not started").getAddress().getPort();
  }

  /** Returns how many clients are connected, those included that are on their way out. */
  int streams() {
    return streams.size();
  }

  @Override
  public synchronized void start(ChatRooms rooms) {
    if (server != null) {
      throw new IllegalStateException("started before (expected: once)");
    }
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", exchange -> serve(exchange, rooms));
    server.start();
    long look = Math.min(limits.idleTimeout().toNanos() / 8, PATIENCE.toNanos() / 4);
    var unused =
        lane.scheduleWithFixedDelay(
            () -> streams.values().forEach(EventStream::look), look, look, NANOSECONDS);
  }

  @Override
  public synchronized void stop(Duration drain) {
    if (server == null || stopping) {
      return;
    }
    stopping = true;
    streams.values().forEach(each -> lane.execute(each::goAway));
    long deadline = System.nanoTime() + drain.toNanos();
    while (!streams.isEmpty() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(100_000);
    }
    streams.values().forEach(each -> lane.execute(each::gone));
    server.stop(0);
    finish(threads);
    finish(lane);
  }

  private static void finish(ExecutorService executor) {
    executor.shutdown();
    try {
      executor.awaitTermination(10, SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(HttpExchange exchange, ChatRooms rooms) throws IOException {
    try (exchange) {
      Map<String, List<String>> query = query(exchange.getRequestURI().getRawQuery());
      String method = exchange.getRequestMethod();
      EventStream stream = streams.get(query.getOrDefault("stream", List.of("")).get(0));
      if (isForeign(exchange.getRequestHeaders())) {
        exchange.sendResponseHeaders(403, -1);
      } else if (method.equals("GET")) {
        new EventStream(exchange).open(query, rooms);
      } else if (method.equals("POST")) {
        exchange.sendResponseHeaders(stream == null ? 404 : stream.command(exchange), -1);
      } else {
        exchange.sendResponseHeaders(405, -1);
      }
    }
  }

  private boolean isForeign(Headers headers) {
    String origin = headers.getFirst("Origin");
    return origin != null
        && !origin.equals("http://" + headers.getFirst("Host"))
        && !limits.allowedOrigins().contains(origin);
  }

  private static Map<String, List<String>> query(@Nullable String raw) {
    return Stream.of(raw == null ? new String[0] : raw.split("&"))
        .map(each -> (each + "=").split("=", 3))
        .collect(groupingBy(each -> decoded(each[0]), mapping(each -> decoded(each[1]), toList())));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  /** Somebody's end of a connection; the lane's, but for the writer and what waits for it. */
  private final class EventStream implements Outbound {

    private final String key = UUID.randomUUID().toString();
    private final HttpExchange exchange;
    private final FutureTask<@Nullable Void> writer = new FutureTask<>(this::write);
    private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
    private final AtomicInteger waitingBytes = new AtomicInteger();
    private volatile long lastStep;
    private final Queue<Runnable> commands = new ArrayDeque<>();
    private @Nullable TransportSession session;
    private boolean ended;

    EventStream(HttpExchange exchange) {
      this.exchange = exchange;
      put(SseWire.event("open", Map.of("stream", key)));
    }

    void open(Map<String, List<String>> query, ChatRooms rooms) {
      streams.put(key, this);
      String address = exchange.getRemoteAddress().getAddress().getHostAddress();
      rooms
          .connect(new Handshake("sse", address, query, exchange.getRequestHeaders()), this, lane)
          .thenAcceptAsync(this::connected, lane);
      if (stopping) {
        lane.execute(this::goAway);
      }
      writer.run();
      streams.remove(key);
      lane.execute(this::gone);
    }

    private @Nullable Void write() throws IOException, InterruptedException {
      try (exchange) {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        for (byte[] next = waiting.take(); next != END; next = waiting.take()) {
          exchange.getResponseBody().write(next);
          if (waiting.isEmpty()) {
            exchange.getResponseBody().flush();
          }
          lastStep = System.nanoTime();
          int left = waitingBytes.addAndGet(-next.length);
          int bound = limits.maxOutboundBytes();
          if (left < bound && left + next.length >= bound) {
            lane.execute(this::drained);
          }
        }
      }
      return null;
    }

    private void connected(ConnectResult result) {
      if (result instanceof ConnectResult.Attached attached) {
        session = attached.session();
        if (ended) {
          gone();
        }
        drained();
      } else if (result instanceof ConnectResult.Rejected rejected) {
        Outcome.Refused refusal = rejected.refusal();
        put(SseWire.event("rejected", Map.of("code", refusal.code(), "msg", refusal.text())));
        end();
      }
    }

    int command(HttpExchange post) throws IOException {
      byte[] body = post.getRequestBody().readNBytes(limits.maxMessageBytes() + 1);
      CompletableFuture<Integer> status = new CompletableFuture<>();
      lane.execute(
          () -> {
            commands.add(() -> status.complete(take(body)));
            takeCommands();
          });
      return status.join();
    }

    private void takeCommands() {
      while (!commands.isEmpty() && (ended || isWritable())) {
        commands.remove().run();
      }
    }

    private int take(byte[] body) {
      if (ended || session == null) {
        return 410;
      } else if (body.length == 0) {
        gone();
      } else if (body.length > limits.maxMessageBytes()) {
        session.refuse(Refusal.TOO_LARGE, null, null);
      } else {
        SseWire.Command command = SseWire.command(body);
        if (command == null) {
          session.refuse(Refusal.MALFORMED, null, null);
        } else {
          session.receive(command.event(), command.data(), answerTo(command.ack()));
        }
      }
      return 204;
    }

    private @Nullable Consumer<Map<String, Object>> answerTo(@Nullable Integer ack) {
      return ack == null
          ? null
          : answer -> put(SseWire.event("answer", Map.of("ack", ack, "data", answer)));
    }

    private void drained() {
      if (session != null && isWritable()) {
        session.writable();
      }
      takeCommands();
    }

    @Override
    public boolean isWritable() {
      return session != null && !ended && waitingBytes.get() < limits.maxOutboundBytes();
    }

    @Override
    public void send(List<Frame> frames) {
      frames.forEach(each -> put(each.encoded(SseWire.FORMAT)));
    }

    private void put(byte[] event) {
      if (!ended) {
        if (waitingBytes.getAndAdd(event.length) == 0) {
          lastStep = System.nanoTime();
        }
        waiting.add(event);
      }
    }

    @Override
    public void flush() {
      // The writer does, whenever nothing waits.
    }

    @Override
    public void close(CloseReason reason) {
      end();
    }

    private void end() {
      if (!ended) {
        ended = true;
        lastStep = System.nanoTime();
        waiting.add(END);
        takeCommands();
      }
    }

    void gone() {
      end();
      if (session != null) {
        session.disconnected();
      }
    }

    void goAway() {
      if (session != null) {
        session.session().close(CloseReason.GOING_AWAY);
      } else {
        gone();
      }
    }

    /**
     * Cuts off who takes nothing for too long, and lets an idle stream tell whether it is there.
     */
    void look() {
      long still = System.nanoTime() - lastStep;
      boolean isWriting = ended || waitingBytes.get() > 0;
      if (isWriting && still > (ended ? PATIENCE : limits.idleTimeout()).toNanos()) {
        writer.cancel(true);
      } else if (!isWriting && still > limits.idleTimeout().toNanos() / 4) {
        put(HEARTBEAT);
      }
    }
  }
}
