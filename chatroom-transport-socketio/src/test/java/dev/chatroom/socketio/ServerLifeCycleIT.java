package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatroom.ChatRooms;
import dev.chatroom.policy.RateLimits;
import io.netty.util.internal.PlatformDependent;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Starts and stops leave nothing behind, in whatever order and from wherever they come. */
class ServerLifeCycleIT {

  private static final int CYCLES = 1_000;

  private final ChatRooms rooms = ChatRooms.builder().rates(RateLimits.none()).build();

  @AfterEach
  void close() {
    rooms.close();
  }

  private static SocketIoTransport transport(int port, Io io) {
    return SocketIoTransport.builder().host("127.0.0.1").port(port).io(io).eventLoops(2).build();
  }

  private static SocketIoTransport transport() {
    return transport(0, Io.BEST);
  }

  private static Set<String> ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("chatroom-socketio") || name.contains("Timer"))
        .collect(Collectors.toSet());
  }

  private static int port(SocketIoTransport transport) {
    return transport.address().orElseThrow().getPort();
  }

  @Test
  void its_threads_have_its_name_and_keep_the_process_alive() {
    try (SocketIoTransport transport = transport()) {
      transport.start(rooms);
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(each -> each.getName().startsWith("chatroom-socketio"))
          .isNotEmpty()
          .allSatisfy(each -> assertThat(each.getName()).matches("chatroom-socketio-\\d+"))
          .noneMatch(Thread::isDaemon);
    }
    assertThat(ourThreads()).isEmpty();
  }

  @Test
  void a_stop_before_the_start_does_nothing_and_a_second_one_neither() {
    SocketIoTransport transport = transport();
    transport.stop(Duration.ofSeconds(1));
    transport.close();
    transport.start(rooms);
    try (WireClient tom = WireClient.version4(transport.address().orElseThrow(), "")) {
      tom.claim("tom");
      transport.close();
      transport.close();
      assertThat(transport.address()).isEmpty();
      assertThat(tom.awaitClose()).isEqualTo(4000);
    }
    assertThatThrownBy(() -> transport.start(rooms)).isInstanceOf(IllegalStateException.class);
    assertThat(ourThreads()).isEmpty();
  }

  @Test
  void a_failed_start_leaves_no_thread_and_can_be_closed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SocketIoTransport transport = transport(taken.getLocalPort(), Io.BEST);
      assertThatThrownBy(() -> transport.start(rooms)).isInstanceOf(UncheckedIOException.class);
      assertThat(ourThreads()).isEmpty();
      assertThat(transport.address()).isEmpty();
      transport.close();
      transport.stop(Duration.ZERO);
    }
    // An address of documents (RFC 5737), which nobody has.
    SocketIoTransport nowhere = SocketIoTransport.builder().host("192.0.2.1").port(0).build();
    assertThatThrownBy(() -> nowhere.start(rooms))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("192.0.2.1");
    assertThat(ourThreads()).isEmpty();
  }

  @Test
  void whoever_stops_it_at_once_all_find_it_stopped() {
    SocketIoTransport transport = transport();
    transport.start(rooms);
    int port = port(transport);
    try (WireClient tom = WireClient.version4(transport.address().orElseThrow(), "")) {
      tom.claim("tom");
      ExecutorService stoppers = Executors.newFixedThreadPool(8);
      CompletableFuture.allOf(
              IntStream.range(0, 8)
                  .mapToObj(
                      i ->
                          CompletableFuture.runAsync(
                              () -> {
                                transport.close();
                                assertThat(ourThreads()).isEmpty();
                                assertFree(port);
                              },
                              stoppers))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
      stoppers.shutdown();
    }
  }

  private static void assertFree(int port) {
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void the_next_one_has_the_port_at_once_although_connections_were_cut(NettyIo io) {
    if (io.unavailability() != null) {
      assertThatThrownBy(() -> NettyIo.of(Io.valueOf(io.name())))
          .isInstanceOf(IllegalStateException.class);
      return;
    }
    int port = 0;
    for (int i = 0; i < 20; i++) {
      SocketIoTransport transport = transport(port, Io.valueOf(io.name()));
      transport.start(rooms);
      port = port(transport);
      try (WireClient tom = WireClient.version4(transport.address().orElseThrow(), "")) {
        assertThat(tom.next()).startsWith("40");
        SocketIoTransport second = transport(port, Io.NIO);
        assertThatThrownBy(() -> second.start(rooms)).isInstanceOf(UncheckedIOException.class);
        transport.stop(Duration.ofMillis(10));
      }
    }
  }

  /** A connected client in each tenth cycle: one that is served, and one that is about to be. */
  @Test
  void a_thousand_starts_and_stops_leave_nothing() throws IOException {
    cycles(50);
    System.gc();
    long direct = PlatformDependent.usedDirectMemory();
    int descriptors = descriptors();
    cycles(CYCLES);
    assertThat(ourThreads()).as("threads").isEmpty();
    assertThat(descriptors()).as("file descriptors").isLessThanOrEqualTo(descriptors + 5);
    System.gc();
    assertThat(PlatformDependent.usedDirectMemory())
        .as("bytes of direct memory")
        .isLessThanOrEqualTo(direct + 16 * 1024 * 1024);
    assertThat(rooms.room("lobby").occupants()).isEmpty();
  }

  private void cycles(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketIoTransport transport = transport();
      transport.start(rooms);
      if (i % 10 == 0) {
        InetSocketAddress server = transport.address().orElseThrow();
        try (WireClient tom = WireClient.version4(server, "");
            Socket polls = new Socket(server.getAddress(), server.getPort());
            Socket half = new Socket(server.getAddress(), server.getPort())) {
          polls.getOutputStream().write(request("GET /socket.io/?EIO=3&transport=polling"));
          assertThat(polls.getInputStream().read()).isEqualTo('H');
          half.getOutputStream().write("GET /socket.io/?EIO".getBytes(StandardCharsets.US_ASCII));
          tom.claim("tom");
          transport.stop(Duration.ZERO);
        }
      } else {
        transport.stop(Duration.ZERO);
      }
    }
  }

  private static byte[] request(String line) {
    return (line + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns how many are open, or nothing where the system does not tell. */
  private static int descriptors() {
    String[] open = new File("/proc/self/fd").list();
    return open == null ? 0 : open.length;
  }
}
