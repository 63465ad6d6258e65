package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.chatroom.ChatRooms;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Attacks, one after the other. While the attackers are there, and after they have gone, somebody
 * joins and chats; then nothing of them is left: no session, no connection, no memory, no task for
 * later, and not a line in the log above DEBUG.
 *
 * <p>A healthy client has the patience of {@link WireClient} to join: how fast it is depends on
 * what else the machine does, and is printed.
 */
class HostileIT {

  private static final int MAX_MESSAGE_BYTES = 64 * 1024;
  private static final int MAX_OUTBOUND_BYTES = 64 * 1024;

  /** What a collection may find more than before: caches of the JDK, of Netty, of the test. */
  private static final long TOLERATED_BYTES = 8L * 1024 * 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What they do. */
  @FunctionalInterface
  interface Deed {
    void by(Attackers attackers) throws Exception;
  }

  record Attack(String name, Deed deed) {
    @Override
    public String toString() {
      return name;
    }
  }

  private final WatchedLoops loops = new WatchedLoops();
  private final ChatRooms rooms = ChatRooms.builder().build();
  private final SocketIoTransport transport =
      SocketIoTransport.builder()
          .host("127.0.0.1")
          .port(0)
          .eventLoopGroup(loops)
          .maxMessageBytes(MAX_MESSAGE_BYTES)
          .maxOutboundBytes(MAX_OUTBOUND_BYTES)
          .compressFrom(1024)
          .heartbeat(Duration.ofSeconds(1), Duration.ofSeconds(3))
          .maxConnections(50_000)
          .maxConnectionsPerAddress(50_000)
          .connectTimeout(Duration.ofSeconds(1))
          .upgradeTimeout(Duration.ofSeconds(1))
          .files(StaticFiles.classPath(HostileIT.class, "web").index("index.html"))
          .build();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private long base;

  @BeforeEach
  void start() {
    log.start();
    root().setLevel(Level.INFO);
    root().addAppender(log);
    transport.start(rooms);
    chatsAsIfNothingWereWrong("ann", "before");
    awaitNobody();
    loops.remember();
    base = used();
  }

  @AfterEach
  void stop() {
    transport.stop(Duration.ofSeconds(1));
    rooms.close();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    root().detachAppender(log);
    root().setLevel(Level.WARN);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  static List<Attack> attacks() {
    return Stream.of(
            HttpAttacks.all(), FrameAttacks.all(), PacketAttacks.all(), SessionAttacks.all())
        .flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void nobody_else_notices_and_nothing_is_left(Attack attack) throws Exception {
    try (Attackers attackers = new Attackers(server())) {
      attack.deed().by(attackers);
      chatsAsIfNothingWereWrong("bob", "during: " + attack);
    }
    chatsAsIfNothingWereWrong("cem", "after: " + attack);
    awaitNobody();
    await("unfinished tasks", () -> loops.unfinished().isEmpty());
    await("memory", () -> used() <= base + TOLERATED_BYTES);
    assertThat(log.list.stream().filter(each -> each.getLevel().isGreaterOrEqual(Level.INFO)))
        .as("logged")
        .isEmpty();
  }

  private InetSocketAddress server() {
    return transport.address().orElseThrow();
  }

  private void chatsAsIfNothingWereWrong(String nickname, String when) {
    long begun = System.nanoTime();
    try (WireClient client = WireClient.version4(server(), "")) {
      client.claim(nickname).emit("message", Map.of("msg", when));
      while (!client.awaitMessage().equals(nickname + "说:" + when)) {
        // Somebody else's.
      }
    }
    System.out.printf("%s: %d ms%n", when, (System.nanoTime() - begun) / 1_000_000);
  }

  private void awaitNobody() {
    await("sessions", () -> transport.sessions() == 0);
    await("connections", () -> loops.channels().stream().noneMatch(HostileIT::isConnection));
  }

  private static boolean isConnection(Channel channel) {
    return channel.parent() != null;
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).as("waits for no %s to be left", what).isNegative();
      Thread.onSpinWait();
    }
  }

  /** Returns how much memory is in use after a collection: of the heap, and by buffers. */
  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    ByteBufAllocatorMetric buffers =
        ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
    return runtime.totalMemory() - runtime.freeMemory() + buffers.usedDirectMemory();
  }
}
