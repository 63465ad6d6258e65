package dev.chatroom.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.testkit.LoopbackClient;
import dev.chatroom.testkit.LoopbackTransport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

/** What an operator sees of rooms in which something happens. */
class MetersOfRoomsTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  @Test
  void two_people_talk_and_one_is_refused() {
    try (ChatRooms rooms =
            ChatRooms.builder()
                .executor(Runnable::run)
                .metrics(new MicrometerChatMetrics(registry))
                .build();
        LoopbackTransport loopback = LoopbackTransport.startedOn(rooms)) {
      LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
      LoopbackClient ann = loopback.connect().claim("tom").isRefused("nickname_taken");
      tom.say("hi");
      ann.sees("tom说:hi");

      assertThat(gauge("chatroom.rooms")).isEqualTo(1);
      assertThat(gauge("chatroom.sessions")).isEqualTo(2);
      assertThat(registry.get("chatroom.events").counter().count()).isEqualTo(2);
      assertThat(registry.get("chatroom.bytes").counter().count()).isEqualTo(320 + 320 + 2);
      assertThat(registry.get("chatroom.refusals").tag("code", "nickname_taken").counter().count())
          .isEqualTo(1);
      assertThat(registry.get("chatroom.lane.drain").timer().count()).isPositive();

      ann.disconnect();

      assertThat(gauge("chatroom.sessions")).isEqualTo(1);
      assertThat(
              registry
                  .get("chatroom.sessions.ended")
                  .tag("reason", "disconnected")
                  .counter()
                  .count())
          .isEqualTo(1);
    }
    assertThat(gauge("chatroom.rooms")).isZero();
    assertThat(gauge("chatroom.sessions")).isZero();
  }
}
