package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.testkit.ManualExecutor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One batch is on its way, what comes meanwhile waits, and what waits is bounded. */
class OutgoingTest {

  private static final int MAX_BYTES = 10_000;

  private final Connection connection = new Connection();
  private final ManualExecutor lane = new ManualExecutor();
  private int toldWritable;
  private int toldClosed;
  private final Outgoing outgoing =
      new Outgoing(
          connection, connection, lane, MAX_BYTES, () -> toldWritable++, () -> toldClosed++);

  /** A connection that writes when it is told to, or at once. */
  private static final class Connection extends CoreSession.Empty implements Wire {

    private final List<String> written = new ArrayList<>();
    private final List<Callback> writes = new ArrayList<>();
    private boolean isFast;

    @Override
    public boolean write(Callback later, int count, ByteBuffer... frames) {
      String texts =
          Stream.of(frames)
              .map(each -> StandardCharsets.ISO_8859_1.decode(each).toString())
              .collect(Collectors.joining(","));
      written.add(count + ":" + texts);
      if (!isFast) {
        writes.add(later);
      }
      return isFast;
    }

    @Override
    public void sendFrame(OutgoingEntry entry) {
      assertThat(entry.getFrame().getOpCode()).isEqualTo(OpCode.CLOSE);
      assertThat(entry.isBatch()).isFalse();
      written.add("CLOSE " + CloseStatus.getCloseStatus(entry.getFrame()).getReason());
      writes.add(entry.getCallback());
    }

    void writes() {
      writes.remove(0).succeeded();
    }
  }

  private void text(String text) {
    outgoing.frames(1, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void what_one_turn_writes_goes_out_in_one_write() {
    connection.isFast = true;
    text("a");
    outgoing.frames(2, ByteBuffer.wrap("bc".getBytes(StandardCharsets.UTF_8)));
    assertThat(connection.written).isEmpty();
    outgoing.flush();
    outgoing.flush();
    assertThat(connection.written).containsExactly("3:a,bc");
    text("d");
    outgoing.flush();
    assertThat(connection.written).last().isEqualTo("1:d");
    assertThat(lane.pending()).as("wake-ups of a lane that is awake").isZero();
  }

  @Test
  void pings_and_pongs_are_frames_among_others() {
    outgoing.ping();
    text("a");
    outgoing.pong(new byte[] {'b', 'c'});
    outgoing.flush();
    assertThat(connection.written).containsExactly("3:\u0089\0,a,\u008a\u0002bc");
  }

  @Test
  void while_a_batch_is_on_its_way_the_next_one_waits_and_is_one() {
    text("a");
    outgoing.flush();
    text("b");
    outgoing.flush();
    text("c");
    outgoing.flush();
    assertThat(connection.written).containsExactly("1:a");
    connection.writes();
    assertThat(connection.written).as("on the thread of the callback").hasSize(1);
    lane.runAll();
    assertThat(connection.written).containsExactly("1:a", "2:b,c");
  }

  @Test
  void frames_without_a_byte_in_them_are_bounded_too() {
    while (outgoing.isWritable()) {
      outgoing.pong(new byte[0]);
      assertThat(outgoing.waitingBytes()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void at_the_bound_nothing_more_should_come_until_half_is_gone(boolean isFast) {
    text("x".repeat(MAX_BYTES - 100));
    assertThat(outgoing.isWritable()).isTrue();
    text("x");
    assertThat(outgoing.isWritable()).isFalse();
    outgoing.flush();
    text("y".repeat(MAX_BYTES / 2));
    connection.isFast = isFast;
    connection.writes();
    lane.runAll();
    if (!isFast) {
      assertThat(outgoing.isWritable()).as("more than half is left").isFalse();
      assertThat(toldWritable).isZero();
      text("z");
      connection.writes();
      lane.runAll();
    }
    assertThat(outgoing.isWritable()).isTrue();
    assertThat(toldWritable).isEqualTo(1);
    assertThat(outgoing.waitingBytes()).isLessThanOrEqualTo(65);
  }

  @Test
  void a_hundred_thousand_batches_that_are_written_at_once_need_no_stack() {
    connection.isFast = true;
    for (int i = 0; i < 100_000; i++) {
      text("a");
      outgoing.flush();
      connection.written.clear();
    }
    assertThat(outgoing.waitingBytes()).isZero();
  }

  @Test
  void the_close_comes_after_all_else_and_nothing_comes_after_it() {
    text("a");
    outgoing.flush();
    text("b");
    outgoing.close(4000, "going_away");
    text("c");
    outgoing.ping();
    outgoing.close(4001, "again");
    assertThat(outgoing.isWritable()).isFalse();
    assertThat(connection.written).containsExactly("1:a");
    connection.writes();
    lane.runAll();
    assertThat(toldClosed).as("told that the close is written").isZero();
    connection.writes();
    connection.writes();
    lane.runAll();
    assertThat(toldClosed).isEqualTo(1);
    assertThat(connection.written).containsExactly("1:a", "1:b", "CLOSE going_away");
  }

  @Test
  void the_close_needs_nothing_before_it() {
    outgoing.close(4000, "going_away");
    assertThat(connection.written).containsExactly("CLOSE going_away");
  }

  @Test
  void a_connection_that_is_lost_takes_nothing_and_keeps_nothing() {
    text("a");
    outgoing.flush();
    text("b");
    connection.writes.remove(0).failed(new IOException("reset"));
    lane.runAll();
    text("c");
    outgoing.flush();
    assertThat(connection.written).containsExactly("1:a");
    assertThat(outgoing.isWritable()).isFalse();
    assertThat(outgoing.waitingBytes()).isZero();
    assertThat(toldWritable).isZero();
  }
}
