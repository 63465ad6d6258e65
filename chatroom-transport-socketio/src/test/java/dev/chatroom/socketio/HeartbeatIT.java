package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.RoomEvent;
import dev.chatroom.policy.Authenticator;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is silent for too long is gone, and who is not is not. */
class HeartbeatIT {

  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ChatRooms rooms = ChatRooms.builder().build();
  private final List<SocketIoTransport> started = new ArrayList<>();

  private InetSocketAddress serverWith(Duration interval, Duration timeout) {
    return serverWith(interval, timeout, LONG);
  }

  private InetSocketAddress serverWith(
      Duration interval, Duration timeout, Duration connectTimeout) {
    SocketIoTransport transport =
        SocketIoTransport.builder()
            .host("127.0.0.1")
            .port(0)
            .heartbeat(interval, timeout)
            .connectTimeout(connectTimeout)
            .build();
    transport.start(rooms);
    started.add(transport);
    return transport.address().orElseThrow();
  }

  @AfterEach
  void stop() {
    started.forEach(transport -> transport.stop(Duration.ofSeconds(1)));
    rooms.close();
  }

  @Test
  void a_version_4_client_that_answers_stays() {
    try (WireClient tom = WireClient.version4(serverWith(SHORT, LONG), "").claim("tom")) {
      for (int i = 0; i < 4; i++) {
        tom.awaitPacket("2"::equals);
        tom.send("3");
      }
      assertThat(tom.isOpen()).isTrue();
    }
  }

  @Test
  void a_version_4_client_that_does_not_answer_leaves() {
    InetSocketAddress server = serverWith(Duration.ofSeconds(3), SHORT);
    CompletableFuture<String> left = new CompletableFuture<>();
    rooms
        .room("lobby")
        .addListener(
            (room, event) -> {
              if (event instanceof RoomEvent.Left gone) {
                left.complete(gone.occupant().nickname().text());
              }
            });
    WireClient tom = WireClient.version4(server, "").claim("tom");
    assertThat(tom.awaitClose()).isEqualTo(CloseReason.TIMED_OUT.number());
    assertThat(left.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("tom");
  }

  @Test
  void a_version_3_client_is_answered_and_leaves_when_it_stops_asking() {
    InetSocketAddress server = serverWith(Duration.ofSeconds(3), SHORT);
    WireClient tom = WireClient.version3(server, "").claim("tom");
    for (int i = 0; i < 4; i++) {
      tom.send("2");
      tom.awaitPacket("3"::equals);
    }
    assertThat(tom.awaitClose()).isEqualTo(CloseReason.TIMED_OUT.number());
  }

  @Test
  void a_handshake_that_never_connects_ends() {
    WireClient nobody = WireClient.raw(serverWith(LONG, LONG, SHORT), "EIO=4&transport=websocket");
    assertThat(nobody.awaitClose()).isEqualTo(CloseReason.REFUSED.number());
  }

  @Test
  void a_connection_that_has_left_its_namespace_and_joins_none_ends() {
    WireClient tom = WireClient.version3(serverWith(LONG, LONG, SHORT), "").claim("tom");
    tom.send("41");
    assertThat(tom.awaitClose()).isEqualTo(CloseReason.REFUSED.number());
  }

  @Test
  void who_is_let_in_when_it_is_too_late_does_not_come_in() throws IOException {
    CompletableFuture<Authenticator.Decision> decision = new CompletableFuture<>();
    try (ChatRooms slow = ChatRooms.builder().authenticator(handshake -> decision).build();
        SocketIoTransport transport =
            SocketIoTransport.builder().host("127.0.0.1").port(0).connectTimeout(SHORT).build()) {
      transport.start(slow);
      InetSocketAddress server = transport.address().orElseThrow();
      // One that does not answer the close, so that the session goes on until the server ends it.
      try (RawWebSocket late = new RawWebSocket(server, "EIO=4&transport=websocket", "")) {
        late.await("0{");
        assertThat(late.sendText("40").awaitClose()).isEqualTo(CloseReason.REFUSED.number());
        decision.complete(Authenticator.Decision.Anonymous.INSTANCE);
        // Nothing follows a close (RFC 6455 §5.5.1).
        assertThatThrownBy(late::read).isInstanceOf(EOFException.class);
      }
    }
  }
}
