package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatroom.ChatRooms;
import dev.chatroom.policy.RateLimits;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever comes and goes, client or server, leaves nothing. */
class JettyCyclesIT {

  private static final int STARTS = 1_000;
  private static final int CONNECTIONS = 10_000;
  private static final int AT_ONCE = 8;

  /** Places that are not given back are missed, also if they are few. */
  private static final int PLACES = 900;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What others open meanwhile: class files, above all. */
  private static final int TOLERATED_DESCRIPTORS = 10;

  private final ChatRooms rooms = ChatRooms.builder().rates(RateLimits.none()).build();

  @AfterEach
  void close() {
    rooms.close();
  }

  private static List<String> ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("chatroom-jetty"))
        .toList();
  }

  /** A thread of a pool that has been joined may not have come to its very end yet. */
  private static void awaitNoThread() {
    Waiting.until("our threads have ended", () -> ourThreads().isEmpty());
  }

  /** Returns how many are open, or nothing where the system does not tell. */
  private static int descriptors() {
    String[] open = new File("/proc/self/fd").list();
    return open == null ? 0 : open.length;
  }

  @Test
  void a_failed_start_leaves_no_thread_and_can_be_closed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      JettyTransport transport =
          JettyTransport.builder().host("127.0.0.1").port(taken.getLocalPort()).build();
      assertThatThrownBy(() -> transport.start(rooms)).isInstanceOf(UncheckedIOException.class);
      assertThat(transport.address()).isEmpty();
      transport.close();
    }
    // An address of documents (RFC 5737), which nobody has.
    JettyTransport nowhere = JettyTransport.builder().host("192.0.2.1").port(0).build();
    assertThatThrownBy(() -> nowhere.start(rooms))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("192.0.2.1");
    awaitNoThread();
  }

  @Test
  void it_starts_once_stops_as_often_as_it_is_told_and_the_next_one_has_the_port() {
    JettyTransport transport = JettyTransport.builder().host("127.0.0.1").port(0).build();
    transport.close();
    transport.start(rooms);
    int port = transport.address().orElseThrow().getPort();
    assertThat(ourThreads()).isNotEmpty();
    transport.close();
    transport.close();
    assertThat(transport.address()).isEmpty();
    awaitNoThread();
    assertThatThrownBy(() -> transport.start(rooms)).isInstanceOf(IllegalStateException.class);
    try (JettyTransport next = JettyTransport.builder().host("127.0.0.1").port(port).build()) {
      next.start(rooms);
      assertThat(next.address().orElseThrow().getPort()).isEqualTo(port);
    }
  }

  @Test
  void who_is_interrupted_leaves_nothing_either_and_is_interrupted_still() {
    JettyTransport transport = JettyTransport.builder().host("127.0.0.1").port(0).build();
    transport.start(rooms);
    try (Logged logged = new Logged()) {
      Thread.currentThread().interrupt();
      transport.close();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(logged.lines()).noneMatch(line -> line.startsWith("ERROR"));
    }
    awaitNoThread();
  }

  @Test
  void whoever_stops_it_at_once_all_find_it_stopped() throws IOException {
    JettyTransport transport = JettyTransport.builder().host("127.0.0.1").port(0).build();
    transport.start(rooms);
    try (RawWebSocket tom = RawWebSocket.open(transport.address().orElseThrow(), "/chat")) {
      tom.claim("tom");
      ExecutorService stoppers = Executors.newFixedThreadPool(AT_ONCE);
      CompletableFuture.allOf(
              Stream.generate(
                      () ->
                          CompletableFuture.runAsync(
                              () -> {
                                transport.stop(Duration.ZERO);
                                awaitNoThread();
                              },
                              stoppers))
                  .limit(AT_ONCE)
                  .toArray(CompletableFuture<?>[]::new))
          .join();
      stoppers.shutdown();
    }
  }

  @Test
  void a_stop_may_wait_for_ever_where_there_is_nothing_to_wait_for() {
    JettyTransport transport = JettyTransport.builder().host("127.0.0.1").port(0).build();
    transport.start(rooms);
    transport.stop(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(transport.address()).isEmpty();
    awaitNoThread();
  }

  /** A handler that lets its server stop only when somebody else has begun to stop the chat. */
  private static final class Closing extends Handler.Abstract {

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CompletableFuture<JettyTransport> chat = new CompletableFuture<>();

    @Override
    public void setServer(Server server) {
      super.setServer(server);
      server.addEventListener(
          new LifeCycle.Listener() {
            @Override
            public void lifeCycleStopping(LifeCycle stopped) {
              stopping.countDown();
              JettyTransport transport = chat.join();
              Waiting.until("the chat stops", () -> transport.address().isEmpty());
            }
          });
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      return false;
    }
  }

  @Test
  void it_stops_although_its_server_is_being_stopped_by_its_handler() throws InterruptedException {
    Closing closing = new Closing();
    JettyTransport transport =
        JettyTransport.builder().host("127.0.0.1").port(0).handler(closing).build();
    transport.start(rooms);
    Thread handler = inBackground(closing.getServer()::stop);
    closing.stopping.await();
    closing.chat.complete(transport);
    Thread application = inBackground(transport::close);
    handler.join(PATIENCE.toMillis());
    application.join(PATIENCE.toMillis());
    assertThat(handler.isAlive() || application.isAlive()).as("waiting for each other").isFalse();
    awaitNoThread();
  }

  private static Thread inBackground(Callable stop) {
    Thread thread =
        new Thread(
            () -> {
              try {
                stop.call();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Something that may fail. */
  @FunctionalInterface
  private interface Callable {
    void call() throws Exception;
  }

  @Test
  void a_thousand_starts_and_stops_leave_no_thread_and_no_descriptor() throws IOException {
    startsAndStops(20);
    int before = descriptors();
    startsAndStops(STARTS);
    awaitNoThread();
    assertThat(descriptors()).isLessThanOrEqualTo(before + TOLERATED_DESCRIPTORS);
    assertThat(rooms.room("lobby").occupants()).isEmpty();
  }

  /** In each tenth cycle there are clients: one that is served, and one that is about to be. */
  private void startsAndStops(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      JettyTransport transport = JettyTransport.builder().host("127.0.0.1").port(0).build();
      transport.start(rooms);
      if (i % 10 == 0) {
        InetSocketAddress server = transport.address().orElseThrow();
        try (RawWebSocket tom = RawWebSocket.open(server, "/chat");
            Socket half = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
          half.getOutputStream().write("GET /chat".getBytes(StandardCharsets.US_ASCII));
          tom.claim("tom");
          transport.stop(Duration.ZERO);
        }
      } else {
        transport.stop(Duration.ZERO);
      }
    }
  }

  @Test
  void ten_thousand_connections_leave_no_buffer_no_session_and_no_descriptor() {
    ArrayByteBufferPool.Tracking buffers = new ArrayByteBufferPool.Tracking();
    JettyTransport transport =
        JettyTransport.builder()
            .host("127.0.0.1")
            .port(0)
            .buffers(buffers)
            .maxConnections(PLACES)
            .build();
    transport.start(rooms);
    comeAndGo(transport, transport.address().orElseThrow(), CONNECTIONS, buffers);
    transport.close();
    awaitNoThread();
  }

  @Test
  void a_thousand_connections_of_a_server_of_the_application_leave_none_either() throws Exception {
    ArrayByteBufferPool.Tracking buffers = new ArrayByteBufferPool.Tracking();
    Server server = new Server(null, null, buffers);
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    JettyTransport transport = JettyTransport.builder().maxConnections(PLACES).mounted();
    server.insertHandler(transport.handler());
    server.start();
    transport.start(rooms);
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    comeAndGo(transport, address, CONNECTIONS / 10, buffers);
    transport.close();
    server.stop();
  }

  private void comeAndGo(
      JettyTransport transport,
      InetSocketAddress address,
      int count,
      ArrayByteBufferPool.Tracking buffers) {
    connections(address, AT_ONCE);
    int before = descriptors();
    connections(address, count);
    Waiting.until("nobody is connected", () -> transport.clients() == 0);
    Waiting.until("the room is empty", () -> rooms.room("lobby").stats().sessions() == 0);
    Waiting.until("nobody is here", () -> rooms.room("lobby").occupants().isEmpty());
    Waiting.until("sockets are closed", () -> descriptors() <= before + TOLERATED_DESCRIPTORS);
    Waiting.until("buffers are given back", () -> buffers.getLeaks().isEmpty());
  }

  private static void connections(InetSocketAddress server, int count) {
    ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
    CompletableFuture<?>[] all =
        IntStream.range(0, AT_ONCE)
            .mapToObj(
                client ->
                    CompletableFuture.runAsync(
                        () -> comesAndGoes(server, client, count / AT_ONCE), clients))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(all).join();
    clients.shutdown();
  }

  private static void comesAndGoes(InetSocketAddress server, int client, int times) {
    try {
      for (int i = 0; i < times; i++) {
        // Nobody waits for the one before to be gone.
        once(server, "tom" + client + "-" + i, i);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** There is more than one way to go. */
  private static void once(InetSocketAddress server, String nickname, int way) throws IOException {
    if (way % 5 == 0) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
      String request = RawWebSocket.handshake(server.getPort(), "/chat", "");
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.setSoLinger(true, 0);
      socket.close();
      return;
    }
    RawWebSocket tom = RawWebSocket.open(server, "/chat");
    switch (way % 5) {
      case 1 -> {
        tom.answerClose();
        assertThat(tom.awaitClose()).startsWith("1000");
        tom.close();
      }
      case 2 -> tom.claim(nickname).close();
      case 3 -> {
        tom.sendText("{\"event\":\"nickname\",\"data\":\"" + nickname + "\"}");
        tom.sendRaw(RawWebSocket.frame(RawWebSocket.FIN | RawWebSocket.TEXT, 100_000, new byte[7]));
        tom.reset();
      }
      default -> tom.reset();
    }
  }
}
