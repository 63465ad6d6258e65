package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.spi.Handshake;
import dev.chatroom.testkit.ManualExecutor;
import dev.chatroom.web.OriginPolicy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.junit.jupiter.api.Test;

/** When a client is read from, and when its end comes. */
class ChatClientTest {

  private static final int MAX_OUTBOUND_BYTES = 10_000;
  private static final Duration LONG = Duration.ofHours(1);

  private final ManualExecutor threads = new ManualExecutor();
  private final ChatRooms rooms = ChatRooms.builder().executor(threads).build();
  private final Settings settings =
      new Settings(
          "/chat",
          1,
          1024,
          MAX_OUTBOUND_BYTES,
          false,
          new Settings.Timing(LONG, LONG, LONG),
          new Settings.Access(new OriginPolicy(Set.of(), false, false, false), 1, 1));
  private final Connection connection = new Connection();
  private final NoTime time = new NoTime();
  private final Chat chat = new Chat(rooms, settings, threads, () -> time);
  private final ChatClient client =
      new ChatClient(chat, chat.lanes().next(), connection, connection);

  /** Writes nothing until it is told to, and counts what it is asked for. */
  private static final class Connection extends CoreSession.Empty implements Wire {

    private final List<Callback> writes = new ArrayList<>();
    private int demanded;

    @Override
    public boolean write(Callback later, int count, ByteBuffer... frames) {
      writes.add(later);
      return false;
    }

    @Override
    public void sendFrame(OutgoingEntry entry) {
      writes.add(entry.getCallback());
    }

    @Override
    public void demand() {
      demanded++;
    }
  }

  /** Remembers for when it was asked. */
  private static final class NoTime extends AbstractLifeCycle implements Scheduler {

    private final List<Duration> alarms = new ArrayList<>();

    @Override
    public Task schedule(Runnable task, long delay, TimeUnit units) {
      alarms.add(Duration.of(delay, units.toChronoUnit()));
      return () -> true;
    }
  }

  private void pings() {
    client.receive(new Frame(OpCode.PING, "are you there?"), Callback.NOOP);
    threads.runAll();
  }

  @Test
  void who_has_no_place_yet_is_not_read_from() {
    client.opened(new Handshake("jetty", "192.0.2.7", Map.of()));
    assertThat(connection.demanded).isZero();
    threads.runAll();
    assertThat(connection.demanded).isEqualTo(1);
  }

  @Test
  void who_does_not_read_is_not_read_from_until_half_of_what_waits_is_gone() {
    client.opened(new Handshake("jetty", "192.0.2.7", Map.of()));
    threads.runAll();
    int asked = 0;
    while (connection.demanded > asked) {
      asked = connection.demanded;
      assertThat(asked).as("frames for a client that does not read").isLessThan(1_000);
      pings();
    }
    assertThat(asked).isGreaterThan(10);
    written();
    assertThat(connection.demanded).isEqualTo(asked + 1);
  }

  private void written() {
    while (!connection.writes.isEmpty()) {
      connection.writes.remove(0).succeeded();
      threads.runAll();
    }
  }

  @Test
  void the_time_for_the_closing_handshake_begins_when_the_close_is_written() {
    client.opened(new Handshake("jetty", "192.0.2.7", Map.of()));
    threads.runAll();
    client.end(CloseReason.GOING_AWAY);
    threads.runAll();
    assertThat(time.alarms).as("alarms while the client may be reading").allMatch(LONG::equals);
    written();
    assertThat(time.alarms).last().isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void who_is_left_when_all_threads_are_busy_leaves_the_room() {
    client.opened(new Handshake("jetty", "192.0.2.7", Map.of()));
    threads.runAll();
    client.receive(
        new Frame(OpCode.TEXT, "{\"event\":\"nickname\",\"data\":\"tom\"}"), Callback.NOOP);
    threads.runAll();
    assertThat(rooms.room("lobby").occupants()).hasSize(1);
    Connections left = new Connections(Duration.ZERO);
    left.add(client);
    try (Logged logged = new Logged()) {
      left.awaitEmpty(Duration.ZERO);
      assertThat(logged.lines())
          .containsExactly("WARN threads of the server do not come to the end of 1 clients");
    }
    assertThat(rooms.room("lobby").occupants()).isEmpty();
    assertThat(chat.connections().count()).isZero();
    threads.runAll();
  }
}
