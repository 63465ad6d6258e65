package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.CloseReason;
import dev.chatroom.spi.Handshake;
import dev.chatroom.web.Admission;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a client on a WebSocket may take to read what is left for it. */
class EngineClosingTest {

  private static final Settings SETTINGS =
      SocketIoTransport.builder()
          .heartbeat(Duration.ofSeconds(25), Duration.ofSeconds(20))
          .settings();

  private final Network network = new Network();
  private final EmbeddedChannel channel = new EmbeddedChannel(network);
  private final EngineServices services =
      EngineServices.of(
          SETTINGS, new Connections(SETTINGS.access()), (engine, facts) -> new Nobody(engine));
  private final EngineSession session =
      EngineSession.overWebSocket(
          new WebSocketLink(channel, EngineVersion.V4, services.writes().on(channel.eventLoop())),
          EngineVersion.V4,
          new EngineSession.Admitted(
              new Handshake("socketio", "192.0.2.7", Map.of()),
              new Admission("sessions", 1, 1).admit(null).orElseThrow()),
          services);

  /** Nothing arrives before it is told. */
  private static final class Network extends ChannelOutboundHandlerAdapter {

    private final Queue<ChannelPromise> waiting = new ArrayDeque<>();

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      ReferenceCountUtil.release(message);
      waiting.add(promise);
    }

    void arrives() {
      waiting.forEach(ChannelPromise::trySuccess);
    }
  }

  /** Takes nothing, and says nothing. */
  private record Nobody(EngineSession engine) implements EngineClient {

    @Override
    public void opened() {}

    @Override
    public void receive(String message) {}

    @Override
    public void receive(byte[] message) {}

    @Override
    public void receiveTooLong(String beginning) {}

    @Override
    public void malformed() {}

    @Override
    public boolean isConnected() {
      return true;
    }

    @Override
    public void writable() {}

    @Override
    public void end(CloseReason reason) {
      engine.close(reason);
    }

    @Override
    public void disconnected() {}
  }

  @BeforeEach
  void open() {
    channel.freezeTime();
    session.open();
  }

  private void passes(long seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }

  @Test
  void its_time_begins_when_the_close_is_written() {
    session.end(CloseReason.GOING_AWAY);
    passes(40);
    assertThat(channel.isOpen()).as("while it may be reading").isTrue();
    network.arrives();
    passes(1);
    assertThat(channel.isOpen()).isTrue();
    passes(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void who_reads_nothing_is_cut_when_it_has_been_silent_for_too_long() {
    session.end(CloseReason.GOING_AWAY);
    passes(45);
    assertThat(channel.isOpen()).isFalse();
  }
}
