package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.policy.Authenticator;
import dev.chatroom.policy.RateLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who is silent for too long is gone, and who is not is not. */
class HeartbeatIT {

  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void who_answers_pings_stays() throws IOException {
    try (ChatServer server = ChatServer.start(options -> options.heartbeat(SHORT, LONG));
        RawWebSocket tom = server.connect().claim("tom")) {
      for (int answered = 0; answered < 4; ) {
        if (tom.read().opCode() == RawWebSocket.PING) {
          tom.send(RawWebSocket.FIN | RawWebSocket.PONG, new byte[0]);
          answered++;
        }
      }
      tom.say("still here").await("still here");
    }
  }

  @Test
  void who_is_silent_is_told_and_cut_off_and_leaves() throws IOException {
    try (ChatServer server = ChatServer.start(options -> options.heartbeat(SHORT, SHORT));
        RawWebSocket tom = server.connect()) {
      tom.await("{\"event\":\"closed\",\"data\":{\"code\":4002");
      assertThat(tom.awaitClose()).isEqualTo("4002 timed_out");
      // It does not answer the close.
      tom.awaitEnd();
      server.awaitNobody();
    }
  }

  @Test
  void who_does_not_read_and_is_silent_is_cut_off() throws IOException {
    try (ChatServer server =
            ChatServer.start(
                ChatRooms.builder().rates(RateLimits.none()),
                options -> options.heartbeat(SHORT, SHORT).maxOutboundBytes(1024));
        RawWebSocket slow = RawWebSocket.openSlow(server.address(), "/chat")) {
      slow.await("nicknames");
      // More than the system's buffers take.
      for (int i = 0; i < 200; i++) {
        server.rooms().room("lobby").post("x".repeat(60_000));
      }
      server.awaitNobody();
    }
  }

  @Test
  void who_gets_no_place_in_time_is_closed_and_does_not_come_in_later() throws IOException {
    CompletableFuture<Authenticator.Decision> decision = new CompletableFuture<>();
    try (ChatServer server =
            ChatServer.start(
                ChatRooms.builder().authenticator(handshake -> decision),
                options -> options.connectTimeout(SHORT));
        RawWebSocket late = server.connect()) {
      assertThat(late.read().close()).isEqualTo("4501 refused");
      decision.complete(Authenticator.Decision.Anonymous.INSTANCE);
      late.awaitEnd();
      server.awaitNobody();
    }
  }
}
