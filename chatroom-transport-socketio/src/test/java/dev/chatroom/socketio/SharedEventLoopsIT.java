package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatroom.ChatRooms;
import dev.chatroom.policy.RateLimits;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalIoHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A host application lends its event loops: they serve, and are given back as they were. */
class SharedEventLoopsIT {

  private final ChatRooms rooms = ChatRooms.builder().rates(RateLimits.none()).build();
  private final WatchedLoops loops = new WatchedLoops();

  @AfterEach
  void end() {
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    rooms.close();
  }

  private static SocketIoTransport on(EventLoopGroup group) {
    return SocketIoTransport.builder().host("127.0.0.1").port(0).eventLoopGroup(group).build();
  }

  static void buildWithLoopsThatServeNoSockets() {
    EventLoopGroup local = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    try {
      var unused = on(local);
    } finally {
      local.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }

  @Test
  void event_loops_that_serve_no_sockets_are_refused_when_they_are_given() {
    assertThatThrownBy(SharedEventLoopsIT::buildWithLoopsThatServeNoSockets)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("eventLoopGroup: " + MultiThreadIoEventLoopGroup.class.getName());
  }

  @Test
  void who_lends_event_loops_does_not_say_how_to_make_them() {
    SocketIoTransportBuilder builder = SocketIoTransport.builder().eventLoopGroup(loops);
    assertThatThrownBy(builder.io(Io.NIO)::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("eventLoopGroup: ");
  }

  @Test
  void event_loops_that_were_shut_down_fail_the_start() {
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    try (SocketIoTransport late = on(loops)) {
      assertThatThrownBy(() -> late.start(rooms))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("eventLoopGroup: shut down");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void each_kind_of_event_loops_serves(NettyIo io) {
    if (io.unavailability() != null) {
      assertThatThrownBy(() -> NettyIo.of(Io.valueOf(io.name())))
          .isInstanceOf(IllegalStateException.class);
      return;
    }
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(2, io.handlers());
    try (SocketIoTransport transport = on(group)) {
      transport.start(rooms);
      try (WireClient tom = WireClient.version4(transport.address().orElseThrow(), "")) {
        tom.claim("tom").emit("message", Map.of("msg", "hi"));
        assertThat(tom.awaitMessage()).isEqualTo("tom说:hi");
      }
    } finally {
      group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }

  @Test
  void nothing_is_left_on_the_event_loops_when_the_stop_returns() throws IOException {
    try (SocketIoTransport other = on(loops)) {
      other.start(rooms);
      try (WireClient stays = WireClient.version4(other.address().orElseThrow(), "")) {
        stays.claim("stays");
        loops.remember();
        SocketIoTransport transport = on(loops);
        transport.start(rooms);
        List<AutoCloseable> clients = everyKindOfClient(transport.address().orElseThrow());
        assertThat(loops.channels()).hasSizeGreaterThanOrEqualTo(clients.size());
        assertThat(loops.unfinished()).isNotEmpty();
        transport.stop(Duration.ofMillis(100));
        assertThat(loops.channels()).isEmpty();
        assertThat(loops.unfinished()).as("tasks").isEmpty();
        assertThat(loops.isShuttingDown()).isFalse();
        stays.emit("message", Map.of("msg", "still here"));
        assertThat(stays.awaitMessage()).isEqualTo("stays说:still here");
        for (AutoCloseable client : clients) {
          closeQuietly(client);
        }
      }
    }
  }

  private static List<AutoCloseable> everyKindOfClient(InetSocketAddress server)
      throws IOException {
    List<AutoCloseable> clients = new ArrayList<>();
    WireClient upToDate = WireClient.version4(server, "").claim("four");
    clients.add(upToDate);
    clients.add(WireClient.version3(server, "").claim("three"));
    clients.add(WireClient.raw(server, "EIO=4&transport=websocket"));
    RawClient idle = RawClient.connect(server);
    idle.send("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n");
    idle.await("404");
    clients.add(idle);
    RawClient waits = RawClient.connect(server);
    waits.get("/socket.io/?EIO=3&transport=polling");
    String session = waits.awaitSessionId();
    waits.await("40");
    waits.get("/socket.io/?EIO=3&transport=polling&sid=" + session);
    waits.await("nicknames");
    waits.get("/socket.io/?EIO=3&transport=polling&sid=" + session);
    clients.add(waits);
    RawClient between = RawClient.connect(server);
    between.get("/socket.io/?EIO=3&transport=polling");
    String probed = between.awaitSessionId();
    clients.add(between);
    WireClient probing = WireClient.raw(server, "EIO=3&transport=websocket&sid=" + probed);
    probing.send("2probe");
    assertThat(probing.next()).isEqualTo("3probe");
    clients.add(probing);
    RawClient half = RawClient.connect(server);
    half.send("GET /socket.io/?EIO=4&tra");
    clients.add(half);
    return clients;
  }

  private static void closeQuietly(AutoCloseable client) {
    try {
      client.close();
    } catch (Exception itsConnectionIsGone) {
      // That is what a stop is for.
    }
  }

  @Test
  void a_failed_start_leaves_nothing_on_them() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      loops.remember();
      SocketIoTransport second =
          SocketIoTransport.builder()
              .host("127.0.0.1")
              .port(taken.getLocalPort())
              .eventLoopGroup(loops)
              .build();
      assertThatThrownBy(() -> second.start(rooms)).isInstanceOf(UncheckedIOException.class);
      assertThat(loops.channels()).isEmpty();
      second.close();
    }
  }

  @Test
  void a_host_that_ends_its_event_loops_first_can_stop_all_the_same() throws IOException {
    SocketIoTransport transport = on(loops);
    transport.start(rooms);
    InetSocketAddress server = transport.address().orElseThrow();
    List<AutoCloseable> clients = everyKindOfClient(server);
    assertThat(rooms.room("lobby").occupants()).hasSize(2);
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    transport.stop(Duration.ofMillis(100));
    assertThat(rooms.room("lobby").occupants()).isEmpty();
    assertThatThrownBy(() -> new Socket(server.getAddress(), server.getPort()).close())
        .isInstanceOf(IOException.class);
    clients.forEach(SharedEventLoopsIT::closeQuietly);
  }
}
